import { createHash } from 'node:crypto';
import type { ApolloServerPlugin } from '@apollo/server';
import type { NextFunction, Request, RequestHandler, Response } from 'express';
import { LRUCache } from 'lru-cache';
import { DataVersion, toError, type Log } from '../schema/base/index.js';
import type { Database } from '../schema/database.js';
import type { RequestContext } from './context.js';

/** Most that kept answers take together, and the largest that is kept, in bytes. */
const KEPT = 32 * 1_048_576;
const LARGEST_KEPT = 4 * 1_048_576;
/** An answer that nobody has asked for again within this time is let go, in milliseconds. */
const KEPT_FOR_MS = 10 * 60_000;

/** Headers of a request that its answer depends on, and those of an answer that are given again with it. */
const ASKED_WITH = ['accept', 'content-type', 'apollo-require-preflight', 'x-apollo-operation-name', 'x-query-cost'];
const ANSWERED_WITH = ['content-type', 'cache-control', 'etag'];

interface Answer {
  readonly headers: readonly (readonly [string, string])[];
  readonly body: Buffer;
}

/** What a cache works with. */
export interface ResponseCacheParts {
  readonly database: Database;
  readonly log: Log;
  /** The context of a request, the same each time it is asked for. */
  readonly contextOf: (request: Request, response: Response) => Promise<RequestContext>;
}

/** The handler in front of Apollo that answers again, and the plugin that tells it what may be kept. */
export interface ResponseCache {
  readonly handler: RequestHandler;
  readonly plugin: ApolloServerPlugin<RequestContext>;
}

/**
 * Answers a query again without parsing or executing it, as long as nothing was committed to any table since.
 *
 * An answer is kept under the request as it came, who asks, the civil day, and the name of what is stored, which is read
 * before the query is executed and changes with every commit that wrote (`DataVersion`). So an answer is never older
 * than the database, on any number of servers and without anybody having to tell the cache what changed. Not kept are
 * mutations, answers with errors, and those for which the time of day was read. `Cache-Control: no-cache` asks past it.
 */
export function responseCache({ database, log, contextOf }: ResponseCacheParts): ResponseCache {
  const answers = new LRUCache<string, Answer>({
    maxSize: KEPT,
    maxEntrySize: LARGEST_KEPT,
    sizeCalculation: ({ body }) => body.length,
    ttl: KEPT_FOR_MS,
  });
  const version = new DataVersion(() => database.em.getConnection().getNativeClient());
  const keepable = new WeakSet<RequestContext['reading']>();

  const answer = async (request: Request, response: Response): Promise<boolean> => {
    const context = await contextOf(request, response);
    const key = keyOf(request, context, await version.now());
    const kept = answers.get(key);
    if (kept) {
      giveAgain(kept, response);
      return true;
    }
    whenSent(response, (body) => {
      if (keepable.has(context.reading) && response.statusCode === 200) answers.set(key, answerOf(response, body));
    });
    return false;
  };

  return {
    async handler(request: Request, response: Response, next: NextFunction) {
      try {
        if (!isToBeFresh(request) && (await answer(request, response))) return;
      } catch (error) {
        // The execution itself meets the same fault and tells it.
        log.warn({ error: toError(error) }, 'cannot tell whether kept answers are true');
      }
      next();
    },
    plugin: {
      requestDidStart: async () => ({
        async willSendResponse({ operation, contextValue, response: { body } }) {
          if (operation?.operation !== 'query' || body.kind !== 'single') return;
          const { data, errors } = body.singleResult;
          if (data && !errors && !contextValue.reading.clock) keepable.add(contextValue.reading);
        },
      }),
    },
  };
}

function keyOf({ method, url, headers, body }: Request, { viewer, day }: RequestContext, version: string): string {
  const asked = ASKED_WITH.map((name) => headers[name] ?? null);
  const text = JSON.stringify([version, viewer, day, method, url, asked, body]);
  return createHash('sha256').update(text).digest('base64');
}

/** Whether the client wants the query executed whatever is kept. */
function isToBeFresh({ headers }: Request): boolean {
  return headers['cache-control']?.includes('no-cache') === true;
}

function giveAgain({ headers, body }: Answer, response: Response): void {
  for (const [name, value] of headers) response.setHeader(name, value);
  response.setHeader('content-length', body.length);
  response.end(body);
}

function answerOf(response: Response, body: string): Answer {
  const headers = ANSWERED_WITH.flatMap((name) => {
    const value = response.getHeader(name);
    return value === undefined ? [] : [[name, String(value)] as const];
  });
  return { headers, body: Buffer.from(body) };
}

/** Tells what text was sent, after it was. */
function whenSent(response: Response, tell: (body: string) => void): void {
  const send = response.send.bind(response);
  response.send = (body: unknown) => {
    const sent = send(body);
    if (typeof body === 'string') tell(body);
    return sent;
  };
}
