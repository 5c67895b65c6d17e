import { isObjectType, type GraphQLSchema } from 'graphql';

/**
 * Has functions among the properties called where a field reads one: cursors are made when they are asked for. graphql-js
 * would call them by itself, compiled queries do not.
 */
export function callLazyFields(schema: GraphQLSchema): GraphQLSchema {
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) || !/(^PageInfo|Edge)$/.test(type.name)) continue;
    for (const field of Object.values(type.getFields())) {
      if (!/cursor$/i.test(field.name)) continue;
      field.resolve = (source: Readonly<Record<string, () => string | null>>) => source[field.name]?.();
    }
  }
  return schema;
}
