import { createHash } from 'node:crypto';
import { HeaderMap, type ApolloServerPlugin, type GraphQLRequest } from '@apollo/server';
import type { FormattedExecutionResult } from 'graphql';
import { sql } from 'kysely';
import { LRUCache } from 'lru-cache';
import { rowsOf, toError } from '../schema/base/index.js';
import type { RequestContext } from './context.js';

/** Most that kept answers take together, and the largest that is kept, in characters of JSON. */
const KEPT = 32 * 1_048_576;
const LARGEST_KEPT = 4 * 1_048_576;
/** An answer that nobody has asked for again within this time is let go, in milliseconds. */
const KEPT_FOR_MS = 10 * 60_000;

interface Answer {
  readonly data: Record<string, unknown>;
  readonly text: string;
}

/** The plugin that keeps answers, and how Apollo is to write them. */
export interface ResponseCache {
  readonly plugin: ApolloServerPlugin<RequestContext>;
  readonly stringifyResult: (result: FormattedExecutionResult) => string;
}

/**
 * Answers a query again without executing it, as long as nothing at all has been committed to the database since.
 *
 * An answer is kept under the query, its variables, who asks, the civil day, and PostgreSQL's own name for what is
 * visible (`pg_current_snapshot`: which transactions have ended). Two moments with the same name see the same rows, and
 * a name never comes back once a transaction that wrote has ended, so an answer is never older than the database, on any
 * number of servers and without anybody having to tell the cache what changed. Mutations and answers with errors are not
 * kept.
 */
export function responseCache(): ResponseCache {
  const answers = new LRUCache<string, Answer>({
    maxSize: KEPT,
    maxEntrySize: LARGEST_KEPT,
    sizeCalculation: ({ text }) => text.length,
    ttl: KEPT_FOR_MS,
  });
  const texts = new WeakMap<object, string>();
  const plugin: ApolloServerPlugin<RequestContext> = {
    requestDidStart: async () => {
      let key: string | null = null;
      return {
        async responseForOperation({ operation, request, contextValue }) {
          if (operation.operation !== 'query') return null;
          key = await keyOf(request, contextValue);
          const answer = key === null ? undefined : answers.get(key);
          if (!answer) return null;
          key = null;
          return {
            http: { status: undefined, headers: new HeaderMap() },
            body: { kind: 'single', singleResult: { data: answer.data } },
          };
        },
        async willSendResponse({ response: { body } }) {
          if (key === null || body.kind !== 'single') return;
          const { data, errors, extensions } = body.singleResult;
          if (!data || errors || extensions) return;
          const text = `${JSON.stringify({ data })}\n`;
          texts.set(data, text);
          answers.set(key, { data, text });
        },
      };
    },
  };
  return {
    plugin,
    stringifyResult: (result) =>
      (result.data && !result.errors ? texts.get(result.data) : null) ?? `${JSON.stringify(result)}\n`,
  };
}

/** What an answer is kept under; null when the database is away, which the execution itself then tells. */
async function keyOf(request: GraphQLRequest, context: RequestContext): Promise<string | null> {
  const { em, viewer, day, log, requestId } = context;
  try {
    const [visible] = await rowsOf(em, sql<{ name: string }>`select pg_current_snapshot()::text as name`);
    const parts = [request.query, request.operationName, request.variables, viewer, day, visible?.name];
    return createHash('sha256').update(JSON.stringify(parts)).digest('base64');
  } catch (error) {
    log.warn({ error: toError(error), requestId }, 'cannot tell whether kept answers are true');
    return null;
  }
}
