import {
  defaultFieldResolver,
  getNamedType,
  isObjectType,
  isUnionType,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLSchema,
} from 'graphql';
import { actionOf, assertAllowed, scopeOf, type Action } from '../../schema/access/index.js';
import type { RequestContext } from '../context.js';
import { ownerOf } from './owners.js';
import { refusable } from './user-errors.js';

/** Types that only carry the answer of a mutation which the policy has already allowed. */
const ANSWER_TYPES = /^(UserErrors?|\w+Payload)$/;

/**
 * Puts the policy in front of every field of Query and Mutation, and of every field of a type that not everybody may
 * read. A mutation with `UserErrors` among its answers answers the refusal so. A root field or type on which nobody has
 * decided fails the build.
 */
export function guardSchema(schema: GraphQLSchema): GraphQLSchema {
  const roots = [schema.getQueryType(), schema.getMutationType()].filter((type) => type !== null && type !== undefined);
  for (const root of roots) {
    for (const field of Object.values(root.getFields())) guardRoot(field, decided(`${root.name}.${field.name}`));
  }
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) || type.name.startsWith('__') || roots.includes(type) || ANSWER_TYPES.test(type.name))
      continue;
    const action = decided(type.name);
    if (action !== 'READ_PUBLIC' && action !== 'READ_VIEWER') guardType(type, action);
  }
  return schema;
}

function decided(coordinate: string): Action {
  const action = actionOf(coordinate);
  if (action) return action;
  throw new Error(`schema/access/schema-policy.ts decides nothing about ${coordinate}`);
}

function guardRoot(field: GraphQLField<unknown, RequestContext>, action: Action): void {
  const resolve = field.resolve ?? defaultFieldResolver;
  const guarded: typeof resolve = (source, args, context, info) => {
    assertAllowed(context.viewer, action);
    return resolve(source, args, context, info);
  };
  field.resolve = answersRefusals(field) ? async (...call) => refusable(async () => guarded(...call)) : guarded;
}

/** Whether a refusal is one of the field's answers rather than an error. */
function answersRefusals({ type }: GraphQLField<unknown, RequestContext>): boolean {
  const named = getNamedType(type);
  return isUnionType(named) && named.getTypes().some(({ name }) => name === 'UserErrors');
}

function guardType(type: GraphQLObjectType<unknown, RequestContext>, action: Action): void {
  for (const field of Object.values(type.getFields())) {
    const resolve = field.resolve ?? defaultFieldResolver;
    field.resolve = (source, args, context, info) => {
      if (scopeOf(context.viewer, action) !== 'ANY') assertAllowed(context.viewer, action, ownerOf(source));
      return resolve(source, args, context, info);
    };
  }
}
