import type { ApolloServerPlugin } from '@apollo/server';
import {
  getNamedType,
  getNullableType,
  GraphQLError,
  isInterfaceType,
  isListType,
  isObjectType,
  Kind,
  valueFromASTUntyped,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';
import { DEFAULT_PAGE_SIZE, MAX_PAGE_SIZE } from '../schema/base/index.js';
import type { RequestContext } from './context.js';

/** Most items that one request may ask for: a million of them take more memory than a server has. */
export const MAX_ITEMS = 50_000;
/** Code of the refusal. */
export const QUERY_TOO_LARGE = 'QUERY_TOO_LARGE';
/** What a list without pages is counted as: the plan's clauses, the indicators of a unit. */
const SHORT_LIST = 5;

type Variables = Readonly<Record<string, unknown>>;

const costs = new WeakMap<RequestContext, number>();

/** Items that the request of a context asks for at most; 0 before its operation is known. */
export function costOf(context: RequestContext): number {
  return costs.get(context) ?? 0;
}

/** Refuses a request before it is executed when its pages inside pages ask for more than `MAX_ITEMS` items. */
export const limitSize: ApolloServerPlugin<RequestContext> = {
  requestDidStart: async () => ({
    async didResolveOperation({ schema, document, operation, request, contextValue }) {
      if (!operation) return;
      const items = counterOf(schema, document, operation, request.variables ?? {}).total();
      costs.set(contextValue, items);
      if (items <= MAX_ITEMS) return;
      const message = `Truy vấn hỏi tới ${items} mục, nhiều nhất là ${MAX_ITEMS}; hãy giảm first hoặc hỏi làm nhiều lần.`;
      throw new GraphQLError(message, { extensions: { code: QUERY_TOO_LARGE, http: { status: 400 } } });
    },
  }),
};

/**
 * Items that an operation asks for at most, by the field that lists them (`Province.communes`), largest first; the
 * document must have been validated.
 */
export function costByField(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  variables: Variables,
): { readonly field: string; readonly items: number }[] {
  const all = counterOf(schema, document, operation, variables);
  all.total();
  return [...all.listed]
    .map((field) => ({ field, items: counterOf(schema, document, operation, variables, field).total() }))
    .toSorted((a, b) => b.items - a.items);
}

/** Counts every page as full; items of one field alone when `only` names it. */
function counterOf(
  schema: GraphQLSchema,
  { definitions }: DocumentNode,
  operation: OperationDefinitionNode,
  variables: Variables,
  only: string | null = null,
): ItemCounter {
  const fragments = definitions.filter((one) => one.kind === Kind.FRAGMENT_DEFINITION);
  const defaults = (operation.variableDefinitions ?? []).flatMap(({ variable, defaultValue }) =>
    defaultValue ? [[variable.name.value, valueFromASTUntyped(defaultValue)] as const] : [],
  );
  const values = { ...Object.fromEntries(defaults), ...variables };
  return new ItemCounter(schema, operation, fragments, values, only);
}

class ItemCounter {
  private readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  private readonly counted = new Map<string, number>();
  /** Fields that were found to list items. */
  readonly listed = new Set<string>();

  constructor(
    private readonly schema: GraphQLSchema,
    private readonly operation: OperationDefinitionNode,
    fragments: readonly FragmentDefinitionNode[],
    private readonly variables: Variables,
    private readonly only: string | null,
  ) {
    this.fragments = new Map(fragments.map((fragment) => [fragment.name.value, fragment]));
  }

  total(): number {
    const root = this.schema.getRootType(this.operation.operation) ?? null;
    return this.count(this.operation.selectionSet, root);
  }

  private count({ selections }: SelectionSetNode, type: GraphQLNamedType | null): number {
    let items = 0;
    for (const selection of selections) {
      if (selection.kind === Kind.FIELD) items += this.countField(selection, type);
      else if (selection.kind === Kind.FRAGMENT_SPREAD) items += this.countFragment(selection.name.value);
      else items += this.count(selection.selectionSet, this.typeOf(selection.typeCondition?.name.value) ?? type);
    }
    return items;
  }

  private countField(node: FieldNode, parent: GraphQLNamedType | null): number {
    const field = isObjectType(parent) || isInterfaceType(parent) ? parent.getFields()[node.name.value] : undefined;
    if (!field || !node.selectionSet) return 0;
    const inner = this.count(node.selectionSet, getNamedType(field.type));
    const size = this.sizeOf(node, field, parent);
    if (size === null) return inner;
    const coordinate = `${parent?.name}.${field.name}`;
    this.listed.add(coordinate);
    return size * (Number(this.only === null || this.only === coordinate) + inner);
  }

  /** Items that a field lists at most; null for one that lists none of its own. */
  private sizeOf(
    node: FieldNode,
    field: GraphQLField<unknown, unknown>,
    parent: GraphQLNamedType | null,
  ): number | null {
    if (field.args.some(({ name }) => name === 'first')) return this.pageSize(node);
    if (!isShortList(field, parent)) return null;
    const named = this.valueOf(node, 'ids');
    if (Array.isArray(named)) return Math.max(named.length, 1);
    const byDefault: unknown = field.args.find(({ name }) => name === 'count')?.defaultValue;
    const count = this.numberOf(node, ['count']) ?? (typeof byDefault === 'number' ? byDefault : SHORT_LIST);
    return Math.max(count, 1);
  }

  private countFragment(name: string): number {
    const fragment = this.fragments.get(name);
    if (!fragment) return 0;
    const known = this.counted.get(name);
    if (known !== undefined) return known;
    const items = this.count(fragment.selectionSet, this.typeOf(fragment.typeCondition.name.value));
    this.counted.set(name, items);
    return items;
  }

  private pageSize(node: FieldNode): number {
    return Math.min(Math.max(this.numberOf(node, ['first', 'last']) ?? DEFAULT_PAGE_SIZE, 1), MAX_PAGE_SIZE);
  }

  private numberOf(node: FieldNode, names: readonly string[]): number | undefined {
    return names.map((name) => this.valueOf(node, name)).find((value) => typeof value === 'number');
  }

  private valueOf(node: FieldNode, name: string): unknown {
    const argument = node.arguments?.find((one) => one.name.value === name);
    return argument && valueFromASTUntyped(argument.value, this.variables);
  }

  private typeOf(name: string | undefined): GraphQLNamedType | null {
    return name === undefined ? null : (this.schema.getType(name) ?? null);
  }
}

/** A list that is no page: the items of a page are counted where the page is asked for. */
function isShortList(field: GraphQLField<unknown, unknown>, parent: GraphQLNamedType | null): boolean {
  return isListType(getNullableType(field.type)) && !parent?.name.endsWith('Connection');
}
