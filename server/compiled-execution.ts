import type { ApolloServerOptionsWithGateway } from '@apollo/server';
import { execute, GraphQLError, type GraphQLSchema } from 'graphql';
import { compileQuery, isCompiledQuery, type CompiledQuery } from 'graphql-jit';
import { LRUCache } from 'lru-cache';
import type { RequestContext } from './context.js';

type Gateway = ApolloServerOptionsWithGateway<RequestContext>['gateway'];
type Executor = NonNullable<Awaited<ReturnType<Gateway['load']>>['executor']>;

/** Texts whose compiled form, or whose first asking, is remembered. */
const REMEMBERED = 1_000;

/** A text asked for once, one that cannot be compiled, or what it compiled to. */
type Known = 'ONCE' | 'PLAIN' | CompiledQuery<Data, Data>;
type Data = Record<string, unknown>;

/**
 * Executes queries as functions compiled from their text, mutations by graphql-js.
 *
 * graphql-js looks up every field of every object anew, which is most of the time of a large answer. Compiling takes
 * longer than executing once, so a text is compiled when it is asked for again: what one person types in the playground
 * is not. Faults of the request itself (variables of a wrong type) are told by graphql-js, so that there is one wording.
 * Apollo lets another executor in by the interface of its gateway; there is no gateway.
 */
export function compiledExecution(schema: GraphQLSchema): Gateway {
  return {
    onSchemaLoadOrUpdate(tell) {
      tell({ apiSchema: schema, coreSupergraphSdl: '' });
      return () => undefined;
    },
    load: async () => ({ executor: executorOf(schema) }),
    stop: async () => undefined,
  };
}

function executorOf(schema: GraphQLSchema): Executor {
  const known = new LRUCache<string, Known>({ max: REMEMBERED });
  return async ({ document, operation, operationName, queryHash, request, context }) => {
    const plainly = () =>
      execute({ schema, document, operationName, variableValues: request.variables, contextValue: context });
    if (operation.operation !== 'query') return plainly();
    const key = `${queryHash} ${operationName}`;
    const compiled = next(known.get(key), () => compileQuery<Data, Data>(schema, document, operationName ?? undefined));
    known.set(key, compiled);
    if (compiled === 'ONCE' || compiled === 'PLAIN') return plainly();
    const { data, errors } = await compiled.query(undefined, context, request.variables ?? {});
    if (!errors) return { data };
    return errors.every(({ path }) => path) ? { data, errors: errors.map(asGraphqlError) } : plainly();
  };
}

/** What is known of a text once it is asked for again. */
function next(before: Known | undefined, compile: () => ReturnType<typeof compileQuery<Data, Data>>): Known {
  if (before === undefined) return 'ONCE';
  if (before !== 'ONCE') return before;
  const result = compile();
  return isCompiledQuery(result) ? result : 'PLAIN';
}

/** graphql-jit has a class of errors of its own, which Apollo does not look into. */
function asGraphqlError({ message, path, originalError, locations }: GraphQLError): GraphQLError {
  const error = new GraphQLError(message, { path, originalError });
  return Object.defineProperty(error, 'locations', { value: locations, enumerable: true });
}
