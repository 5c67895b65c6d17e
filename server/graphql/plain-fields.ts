interface FieldMetadata {
  readonly name: string;
  readonly schemaName: string;
  simple?: boolean;
}

interface MetadataHolder {
  TypeGraphQLMetadataStorage?: { readonly fields: readonly FieldMetadata[] };
}

/**
 * Lets graphql-js read plain properties itself. type-graphql would run each of them through its chain of middlewares, a
 * promise a field, which costs most of the time of a large answer; we have no middlewares. Fields whose property has
 * another name (`id`) keep their resolver. Must run before the schema is built; type-graphql keeps its metadata there.
 */
export function readPlainFieldsDirectly(): void {
  const fields = (globalThis as MetadataHolder).TypeGraphQLMetadataStorage?.fields ?? [];
  for (const field of fields) field.simple ??= field.name === field.schemaName;
}
