import { GraphQLError, Kind, type ASTVisitor, type SelectionSetNode, type ValidationContext } from 'graphql';

/** Largest request body of /graphql. */
export const BODY_LIMIT = '1mb';
/** Most tokens of a query text; nested brackets beyond it would exhaust the stack. */
export const MAX_TOKENS = 2_000;
/** Deepest nesting of fields; introspection has its own limits in graphql-js. */
export const MAX_DEPTH = 14;
/** Most aliases in a document: repeated fields are how one request becomes many. */
export const MAX_ALIASES = 30;

/** Validation rule that refuses documents deeper than `MAX_DEPTH` or with more than `MAX_ALIASES` aliases. */
export function limitShape(context: ValidationContext): ASTVisitor {
  return {
    Document(document) {
      let aliases = 0;
      for (const definition of document.definitions) {
        if (definition.kind !== Kind.OPERATION_DEFINITION) continue;
        const shape = measure(context, definition.selectionSet, new Set());
        aliases += shape.aliases;
        if (shape.depth > MAX_DEPTH) refuse(context, `Truy vấn lồng quá ${MAX_DEPTH} tầng.`);
      }
      if (aliases > MAX_ALIASES) refuse(context, `Truy vấn dùng quá ${MAX_ALIASES} bí danh (alias).`);
    },
  };
}

interface Shape {
  readonly depth: number;
  readonly aliases: number;
}

function measure(context: ValidationContext, set: SelectionSetNode, open: ReadonlySet<string>): Shape {
  let [depth, aliases] = [0, 0];
  for (const selection of set.selections) {
    const inner = innerShape(context, selection, open);
    depth = Math.max(depth, inner.depth);
    aliases += inner.aliases;
  }
  return { depth, aliases };
}

function innerShape(
  context: ValidationContext,
  selection: SelectionSetNode['selections'][number],
  open: ReadonlySet<string>,
): Shape {
  switch (selection.kind) {
    case Kind.FIELD: {
      // Introspection nests deep by nature and graphql-js bounds it itself.
      if (selection.name.value.startsWith('__')) return { depth: 1, aliases: 0 };
      const inner = selection.selectionSet ? measure(context, selection.selectionSet, open) : { depth: 0, aliases: 0 };
      return { depth: inner.depth + 1, aliases: inner.aliases + Number(selection.alias !== undefined) };
    }
    case Kind.INLINE_FRAGMENT:
      return measure(context, selection.selectionSet, open);
    case Kind.FRAGMENT_SPREAD: {
      const name = selection.name.value;
      const fragment = context.getFragment(name);
      if (!fragment || open.has(name)) return { depth: 0, aliases: 0 };
      return measure(context, fragment.selectionSet, new Set([...open, name]));
    }
  }
}

function refuse(context: ValidationContext, message: string): void {
  context.reportError(new GraphQLError(message));
}
