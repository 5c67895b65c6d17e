import {
  getNamedType,
  isAbstractType,
  isCompositeType,
  isNonNullType,
  isObjectType,
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLObjectType,
  type GraphQLSchema,
} from 'graphql';
import type { Random } from './random.js';
import { randomValue, type KnownTexts } from './random-values.js';

/** A request as it goes over HTTP. */
export interface RandomRequest {
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
}

/** What requests are made from. */
export interface RequestSource {
  readonly schema: GraphQLSchema;
  readonly random: Random;
  readonly known: KnownTexts;
  /** Deepest nesting of fields. */
  readonly depth: number;
  /** Asks every object for its `id` and its `unit { code }` as `ownerUnit`, where it has them. */
  readonly withOwners?: boolean;
}

/** Texts put in the place of others to break a document: near misses of names, brackets, directives, ends. */
const BREAKS = [
  '',
  '{',
  '}',
  '@skip(if: 1)',
  '…',
  '#',
  '"""',
  'unitz',
  'provinc',
  '$x',
  ': [Int!]!',
  '\u0000',
  '...x',
  'fragment',
];

/** Aliases of one document; what else needs some has the rest. */
const MOST_ALIASES = 25;

/** A valid document for one or several fields of a root type, with random arguments by variables. */
export function randomRequest(
  source: RequestSource,
  root: GraphQLObjectType,
  fields?: readonly string[],
): RandomRequest {
  const writer = new DocumentWriter(source);
  const all = Object.values(root.getFields()).filter(({ name }) => !fields || fields.includes(name));
  const isMutation = root === source.schema.getMutationType();
  const count = isMutation ? 1 : source.random.pick([1, 1, 1, 2, 3]);
  const chosen = [...new Set(Array.from({ length: count }, () => source.random.pick(all)))];
  const selection = chosen.map((field) => writer.field(field, 1)).join(' ');
  return writer.finish(isMutation ? 'mutation' : 'query', selection);
}

/** The same request with its text or its variables spoilt. */
export function spoilt({ query, variables }: RandomRequest, random: Random): RandomRequest {
  if (random.chance(30)) {
    const names = Object.keys(variables);
    if (names.length > 0)
      return { query, variables: { ...variables, [random.pick(names)]: random.pick([{}, [], 'x', 1e99, [[]]]) } };
  }
  const tokens = query.split(' ');
  tokens[random.below(tokens.length)] = random.pick(BREAKS);
  return { query: tokens.join(' '), variables };
}

/** Writes one document; the values of arguments are variables. */
class DocumentWriter {
  private readonly declared: string[] = [];
  private readonly variables: Record<string, unknown> = {};
  private aliases = 0;

  constructor(private readonly source: RequestSource) {}

  finish(kind: 'query' | 'mutation', selection: string): RandomRequest {
    const head = this.declared.length > 0 ? `${kind} (${this.declared.join(', ')})` : kind;
    return { query: `${head} { ${selection} }`, variables: this.variables };
  }

  field(field: GraphQLField<unknown, unknown>, depth: number): string {
    const { random } = this.source;
    const given = field.args.filter((arg) => this.isRequired(arg) || random.chance(35));
    const values = given.map((arg) => `${arg.name}: ${this.variable(arg)}`);
    const text = values.length > 0 ? `${field.name}(${values.join(', ')})` : field.name;
    const type = getNamedType(field.type);
    // Fields with arguments are renamed, or two of the same name would not merge.
    const name =
      given.length > 0 && depth > 1 && this.aliases < MOST_ALIASES ? `a${(this.aliases += 1)}: ${text}` : text;
    return isCompositeType(type) ? `${name} { ${this.selection(type, depth + 1)} }` : name;
  }

  private selection(type: GraphQLNamedType, depth: number): string {
    if (isAbstractType(type)) {
      const possible = this.source.schema.getPossibleTypes(type);
      const parts = possible.filter(() => this.source.random.chance(60)).slice(0, 3);
      return ['__typename', ...parts.map((one) => `... on ${one.name} { ${this.selection(one, depth)} }`)].join(' ');
    }
    if (!isObjectType(type)) return '__typename';
    const { random } = this.source;
    const all = Object.values(type.getFields()).filter((field) => this.fits(field, depth));
    const wanted = Math.min(all.length, random.pick([1, 2, 3, 5]));
    const chosen = new Set(Array.from({ length: wanted }, () => random.pick(all)));
    const fields = [...chosen].map((field) => this.field(field, depth));
    return ['__typename', ...this.owner(type), ...fields].join(' ');
  }

  private owner(type: GraphQLObjectType): string[] {
    if (!this.source.withOwners) return [];
    const { id, unit } = type.getFields();
    const isPlain = id !== undefined && id.args.length === 0;
    const hasCode = unit !== undefined && unit.args.length === 0 && isCompositeType(getNamedType(unit.type));
    return [...(isPlain ? ['id'] : []), ...(hasCode && this.spend() ? ['ownerUnit: unit { code }'] : [])];
  }

  /** Takes one of the aliases that a document may have. */
  private spend(): boolean {
    if (this.aliases >= MOST_ALIASES) return false;
    this.aliases += 1;
    return true;
  }

  /** Whether a field may stand at this depth; one that would not merge with its like in another type is left out. */
  private fits(field: GraphQLField<unknown, unknown>, depth: number): boolean {
    const isLeaf = !isCompositeType(getNamedType(field.type));
    if (!isLeaf && depth >= this.source.depth) return false;
    return !(this.aliases >= MOST_ALIASES && field.args.some((arg) => this.isRequired(arg)));
  }

  private isRequired({ type, defaultValue }: GraphQLArgument): boolean {
    return isNonNullType(type) && defaultValue === undefined;
  }

  private variable({ type }: GraphQLArgument): string {
    const name = `v${this.declared.length}`;
    this.declared.push(`$${name}: ${String(type)}`);
    this.variables[name] = randomValue(this.source.random, type, this.source.known);
    return `$${name}`;
  }
}
