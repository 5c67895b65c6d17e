import type { ApolloServerOptionsWithGateway } from '@apollo/server';
import canonicalize from 'canonicalize';
import {
  Kind,
  print,
  valueFromASTUntyped,
  type DocumentNode,
  type ExecutionResult,
  type FieldNode,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';
import { ClientMutationService, type NamedMutation } from '../schema/access/index.js';
import { PlanError } from '../schema/base/index.js';
import { changedContext, type RequestContext } from './context.js';
import { CLIENT_MUTATION_ID } from './graphql/client-mutation-id.js';

type Gateway = ApolloServerOptionsWithGateway<RequestContext>['gateway'];
type Executor = NonNullable<Awaited<ReturnType<Gateway['load']>>['executor']>;
type Request = Parameters<Executor>[0];

/** Header of an answer that was given before. */
const REPLAYED = 'idempotent-replayed';

/**
 * Does a mutation that its client named (`clientMutationId`) once, however often it is sent.
 *
 * Key, work, the resolving of the answer and the answer itself are one transaction, so that there is no moment in which
 * a mutation is done and its answer not kept; the mutation's own transaction becomes a savepoint in it. Refusals are
 * answers like others and are kept. An answer with errors is none: everything is rolled back and the key stays free.
 */
export function idempotentExecution(gateway: Gateway): Gateway {
  return {
    onSchemaLoadOrUpdate: (tell) => gateway.onSchemaLoadOrUpdate(tell),
    stop: () => gateway.stop(),
    load: async (options) => {
      const { executor } = await gateway.load(options);
      return { executor: executor ? once(executor as Executor) : null };
    },
  };
}

function once(execute: Executor): Executor {
  return async (request) => {
    if (request.operation.operation !== 'mutation') return execute(request);
    const { userId } = (request.context as RequestContext).viewer;
    const key = keyOf(request);
    if (key === null || userId === null) return execute(request);
    const refused = (refusal: PlanError) =>
      execute({ ...request, context: changedContext(request.context as RequestContext, { refusal }) });
    if (key instanceof PlanError) return refused(key);
    try {
      return await doOnce(execute, request, { viewerId: userId, key, body: bodyOf(request) });
    } catch (error) {
      if (error instanceof NotKept) return { ...error.result, data: null };
      if (error instanceof PlanError) return refused(error);
      throw error;
    }
  };
}

function doOnce(execute: Executor, request: Request, mutation: NamedMutation): Promise<ExecutionResult> {
  const { response } = request;
  const context = request.context as RequestContext;
  return context.em.transactional(async (em) => {
    const remembered = new ClientMutationService(em);
    const known = await remembered.claim(mutation, context.now);
    if (known !== null) {
      response?.http?.headers.set(REPLAYED, 'true');
      return { data: JSON.parse(known) as Record<string, unknown> };
    }
    const result = await execute({ ...request, context: changedContext(context, { em }) });
    if (result.errors || !result.data) throw new NotKept(result);
    await remembered.remember(mutation, JSON.stringify(result.data));
    return result;
  });
}

/** Ends the transaction of a mutation whose answer has errors. */
class NotKept extends Error {
  constructor(readonly result: ExecutionResult) {
    super('not kept');
  }
}

/** All that decides the answer: the texts as graphql-js prints them, the operation, the variables in one order. */
function bodyOf({ document, operationName, request }: Request): string {
  return `${operationName ?? ''}\n${canonicalize(request.variables ?? {})}\n${print(document)}`;
}

/** The key of a mutation; null when its client named none, a refusal when it is one of several in a request. */
function keyOf({ document, operation, request }: Request): string | PlanError | null {
  const fields = rootFields(document, operation.selectionSet).filter(({ name }) => !name.value.startsWith('__'));
  const variables = { ...defaultsOf(operation), ...request.variables };
  const keys = fields.flatMap(({ arguments: given = [] }) =>
    given
      .filter(({ name }) => name.value === CLIENT_MUTATION_ID)
      .map(({ value }) => valueFromASTUntyped(value, variables))
      .filter((value) => typeof value === 'string'),
  );
  const [key = null] = keys;
  if (key === null || fields.length === 1) return key;
  return new PlanError('INVALID_INPUT', 'Yêu cầu có clientMutationId chỉ được gồm một thao tác (mutation).', {
    field: CLIENT_MUTATION_ID,
  });
}

function rootFields(document: DocumentNode, { selections }: SelectionSetNode): FieldNode[] {
  return selections.flatMap((selection) => {
    if (selection.kind === Kind.FIELD) return [selection];
    if (selection.kind === Kind.INLINE_FRAGMENT) return rootFields(document, selection.selectionSet);
    const fragment = document.definitions.find(
      (one) => one.kind === Kind.FRAGMENT_DEFINITION && one.name.value === selection.name.value,
    );
    return fragment?.kind === Kind.FRAGMENT_DEFINITION ? rootFields(document, fragment.selectionSet) : [];
  });
}

function defaultsOf({ variableDefinitions = [] }: OperationDefinitionNode): Record<string, unknown> {
  return Object.fromEntries(
    variableDefinitions.flatMap(({ variable, defaultValue }) =>
      defaultValue ? [[variable.name.value, valueFromASTUntyped(defaultValue)] as const] : [],
    ),
  );
}
