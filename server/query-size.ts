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

/** Refuses a request before it is executed when its pages inside pages ask for more than `MAX_ITEMS` items. */
export const limitSize: ApolloServerPlugin<RequestContext> = {
  requestDidStart: async () => ({
    async didResolveOperation({ schema, document, operation, request }) {
      const fragments = document.definitions.filter((one) => one.kind === Kind.FRAGMENT_DEFINITION);
      if (!operation) return;
      const items = itemsAskedFor(schema, operation, fragments, request.variables ?? {});
      if (items <= MAX_ITEMS) return;
      const message = `Truy vấn hỏi tới ${items} mục, nhiều nhất là ${MAX_ITEMS}; hãy giảm first hoặc hỏi làm nhiều lần.`;
      throw new GraphQLError(message, { extensions: { code: QUERY_TOO_LARGE, http: { status: 400 } } });
    },
  }),
};

/** Items that an operation asks for at most, every page taken as full; the document must have been validated. */
export function itemsAskedFor(
  schema: GraphQLSchema,
  operation: OperationDefinitionNode,
  fragments: readonly FragmentDefinitionNode[],
  variables: Variables,
): number {
  const defaults = (operation.variableDefinitions ?? []).flatMap(({ variable, defaultValue }) =>
    defaultValue ? [[variable.name.value, valueFromASTUntyped(defaultValue)] as const] : [],
  );
  const counter = new ItemCounter(schema, fragments, { ...Object.fromEntries(defaults), ...variables });
  return counter.count(operation.selectionSet, schema.getRootType(operation.operation) ?? null);
}

class ItemCounter {
  private readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  private readonly counted = new Map<string, number>();

  constructor(
    private readonly schema: GraphQLSchema,
    fragments: readonly FragmentDefinitionNode[],
    private readonly variables: Variables,
  ) {
    this.fragments = new Map(fragments.map((fragment) => [fragment.name.value, fragment]));
  }

  count({ selections }: SelectionSetNode, type: GraphQLNamedType | null): number {
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
    if (field.args.some(({ name }) => name === 'first')) return this.pageSize(node) * (1 + inner);
    if (!isShortList(field, parent)) return inner;
    const byDefault: unknown = field.args.find(({ name }) => name === 'count')?.defaultValue;
    const count = this.numberOf(node, ['count']) ?? (typeof byDefault === 'number' ? byDefault : SHORT_LIST);
    return Math.max(count, 1) * (1 + inner);
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
    return (node.arguments ?? [])
      .filter(({ name }) => names.includes(name.value))
      .map(({ value }) => valueFromASTUntyped(value, this.variables))
      .find((value) => typeof value === 'number');
  }

  private typeOf(name: string | undefined): GraphQLNamedType | null {
    return name === undefined ? null : (this.schema.getType(name) ?? null);
  }
}

/** A list that is no page: the items of a page are counted where the page is asked for. */
function isShortList(field: GraphQLField<unknown, unknown>, parent: GraphQLNamedType | null): boolean {
  return isListType(getNullableType(field.type)) && !parent?.name.endsWith('Connection');
}
