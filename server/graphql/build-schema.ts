import 'reflect-metadata';
import type { GraphQLSchema } from 'graphql';
import { buildSchema } from 'type-graphql';
import { Agency, Commune, Department } from '../../schema/organisation/index.js';
import { resolvers } from '../resolvers/index.js';
import { resolveInterfacesAtOnce } from './abstract-types.js';
import { nameEnumValues } from './enum-names.js';
import { guardSchema } from './guard-schema.js';
import { acceptClientMutationIds } from './client-mutation-id.js';
import { callLazyFields } from './lazy-fields.js';
import { describeRoots } from './root-descriptions.js';
import { readPlainFieldsDirectly } from './plain-fields.js';

/** The executable schema, every field guarded by the policy; refuses to be built when a field has no decision. */
export async function buildGraphqlSchema(): Promise<GraphQLSchema> {
  readPlainFieldsDirectly();
  const schema = await buildSchema({
    resolvers,
    orphanedTypes: [Department, Commune, Agency],
    validate: false,
  });
  const guarded = guardSchema(callLazyFields(resolveInterfacesAtOnce(nameEnumValues(schema))));
  return describeRoots(acceptClientMutationIds(guarded));
}
