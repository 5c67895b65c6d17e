import {
  GraphQLError,
  Kind,
  OperationTypeNode,
  type ASTVisitor,
  type SelectionNode,
  type SelectionSetNode,
  type ValidationContext,
} from 'graphql';

/** Largest request body of /graphql. */
export const BODY_LIMIT = '1mb';
/** Most tokens of a query text; nested brackets beyond it would exhaust the stack. */
export const MAX_TOKENS = 2_000;
/** Deepest nesting of fields; introspection has its own limits in graphql-js. */
export const MAX_DEPTH = 14;
/** Most aliases in a document: repeated fields are how one request becomes many. */
export const MAX_ALIASES = 30;

/** Most directives in a document. */
export const MAX_DIRECTIVES = 30;
/** Most fields of a mutation: they are done one after the other, each in a transaction. */
export const MAX_MUTATIONS = 5;

/** Validation rule that refuses documents too deep, or with too many aliases, directives or mutations. */
export function limitShape(context: ValidationContext): ASTVisitor {
  return {
    Document(document) {
      const ruler = new ShapeRuler(context);
      let [aliases, directives] = [0, 0];
      for (const definition of document.definitions) {
        if (definition.kind !== Kind.OPERATION_DEFINITION) continue;
        const shape = ruler.measure(definition.selectionSet);
        aliases += shape.aliases;
        directives += shape.directives + (definition.directives?.length ?? 0);
        if (definition.operation === OperationTypeNode.MUTATION && shape.width > MAX_MUTATIONS) {
          refuse(context, `Một yêu cầu làm nhiều nhất ${MAX_MUTATIONS} thao tác.`);
        }
        if (shape.depth > MAX_DEPTH) refuse(context, `Truy vấn lồng quá ${MAX_DEPTH} tầng.`);
      }
      if (aliases > MAX_ALIASES) refuse(context, `Truy vấn dùng quá ${MAX_ALIASES} bí danh (alias).`);
      if (directives > MAX_DIRECTIVES) refuse(context, `Truy vấn dùng quá ${MAX_DIRECTIVES} chỉ thị (directive).`);
    },
  };
}

interface Shape {
  readonly depth: number;
  readonly aliases: number;
  readonly directives: number;
  /** Fields on the first level. */
  readonly width: number;
}

const EMPTY: Shape = { depth: 0, aliases: 0, directives: 0, width: 0 };

/** Measures selection sets as if every fragment stood where it is spread. */
class ShapeRuler {
  /** Each fragment is measured once: fragments that spread others twice would double the work at every step. */
  private readonly fragments = new Map<string, Shape>();

  constructor(private readonly context: ValidationContext) {}

  measure({ selections }: SelectionSetNode): Shape {
    let [depth, aliases, directives, width] = [0, 0, 0, 0];
    for (const selection of selections) {
      const inner = this.shapeOf(selection);
      depth = Math.max(depth, inner.depth);
      aliases += inner.aliases;
      directives += inner.directives + (selection.directives?.length ?? 0);
      width += inner.width;
    }
    return { depth, aliases, directives, width };
  }

  private shapeOf(selection: SelectionNode): Shape {
    switch (selection.kind) {
      case Kind.FIELD: {
        // Introspection nests deep by nature and graphql-js bounds it itself.
        if (selection.name.value.startsWith('__')) return { ...EMPTY, depth: 1, width: 1 };
        const inner = selection.selectionSet ? this.measure(selection.selectionSet) : EMPTY;
        const aliases = inner.aliases + Number(selection.alias !== undefined);
        return { depth: inner.depth + 1, aliases, directives: inner.directives, width: 1 };
      }
      case Kind.INLINE_FRAGMENT:
        return this.measure(selection.selectionSet);
      case Kind.FRAGMENT_SPREAD:
        return this.fragmentShape(selection.name.value);
    }
  }

  private fragmentShape(name: string): Shape {
    const known = this.fragments.get(name);
    if (known) return known;
    // Stands while the fragment is being measured: a cycle, which another rule refuses, must end here.
    this.fragments.set(name, EMPTY);
    const fragment = this.context.getFragment(name);
    const shape = fragment ? this.measure(fragment.selectionSet) : EMPTY;
    this.fragments.set(name, shape);
    return shape;
  }
}

function refuse(context: ValidationContext, message: string): void {
  context.reportError(new GraphQLError(message));
}
