import { isEnumType, type GraphQLSchema } from 'graphql';

/**
 * Names enum values by their stored text (`PHUONG`), the form that standards and clients share; type-graphql names them
 * by their members in code (`Phuong`). Must run before the schema is used: graphql-js looks names up lazily, once.
 */
export function nameEnumValues(schema: GraphQLSchema): GraphQLSchema {
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isEnumType(type) || type.name.startsWith('__')) continue;
    for (const value of type.getValues()) value.name = String(value.value);
  }
  return schema;
}
