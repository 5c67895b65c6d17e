import { createHash } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import { readWriteMark, toError } from '../../schema/base/index.js';
import type { RequestContext } from '../context.js';

/** Most that kept answers take together, and the largest that is kept, in characters of JSON. */
const KEPT = 32 * 1_048_576;
const LARGEST_KEPT = 4 * 1_048_576;
/** What depends on the time of day (lateness, the state of the worker) is at most so old, in milliseconds. */
const KEPT_FOR_MS = 60_000;

/** What is asked. */
export interface Question {
  readonly query?: string | undefined;
  readonly operationName?: string | null | undefined;
  readonly variables?: Readonly<Record<string, unknown>> | null | undefined;
}

/** An answer as it was given. */
export interface KeptAnswer {
  readonly data: Record<string, unknown>;
  /** The whole body. */
  readonly text: string;
}

/** Where the answer to a question may be found. */
export interface Finding {
  readonly answer: KeptAnswer | undefined;
  /** What the answer is to be kept under once it is there; null when it must not be kept. */
  readonly key: string | null;
}

const NOTHING: Finding = { answer: undefined, key: null };

/** Answers in memory, each under its question, asker, day and mark of the data. */
export class AnswerStore {
  private readonly answers = new LRUCache<string, KeptAnswer>({
    maxSize: KEPT,
    maxEntrySize: LARGEST_KEPT,
    sizeCalculation: ({ text }) => text.length,
    ttl: KEPT_FOR_MS,
  });
  /** By entity manager: each request has one, while Apollo copies the context. */
  private readonly found = new WeakMap<object, Finding>();

  /** Looks a question up, once a request. Nothing is found while the database is away; the execution then tells. */
  async find(question: Question, context: RequestContext): Promise<Finding> {
    const known = this.found.get(context.em);
    if (known) return known;
    const finding = await this.lookUp(question, context);
    this.found.set(context.em, finding);
    return finding;
  }

  /** Keeps an answer under the key of its finding. */
  keep(key: string, answer: KeptAnswer): void {
    this.answers.set(key, answer);
  }

  private async lookUp(question: Question, context: RequestContext): Promise<Finding> {
    const { em, log, requestId } = context;
    try {
      const { mark, quiet } = await readWriteMark(em);
      const key = keyOf(question, context, mark);
      const answer = this.answers.get(key);
      return answer ? { answer, key: null } : { answer: undefined, key: quiet ? key : null };
    } catch (error) {
      log.warn({ error: toError(error), requestId }, 'cannot tell whether kept answers are true');
      return NOTHING;
    }
  }
}

function keyOf({ query, operationName, variables }: Question, { viewer, day }: RequestContext, mark: string): string {
  const parts = [query, operationName ?? null, variables ?? {}, viewer, day, mark];
  return createHash('sha256').update(JSON.stringify(parts)).digest('base64');
}
