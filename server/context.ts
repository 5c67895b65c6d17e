import type { EntityManager } from '@mikro-orm/postgresql';
import type { Viewer } from '../schema/access/index.js';
import { civilDateAt, type CivilDate, type PlanError, type Environment, type Log } from '../schema/base/index.js';
import type { Database } from '../schema/database.js';
import { Loaders } from './graphql/loaders.js';

/** What every resolver of one request works with. */
export interface RequestContext {
  readonly requestId: string;
  /** Fork of this request; mutations open their transaction on it. */
  readonly em: EntityManager;
  readonly viewer: Viewer;
  /** The request's one reading of the clock, and the province's civil day at it. */
  readonly now: Date;
  readonly day: CivilDate;
  /** The same for all copies of a context: its instant, and whether anybody has read it as `now`. */
  readonly reading: { readonly now: Date; clock: boolean };
  readonly loaders: Loaders;
  readonly environment: Environment;
  readonly database: Database;
  readonly log: Log;
  /** The bearer's session token; null without one. */
  readonly token: string | null;
  /** Hands a session to the browser, or takes it away. */
  readonly setSession: (token: string | null) => void;
  /** Why a mutation that its client named is not to be done at all; absent when it may be. */
  readonly refusal?: PlanError;
}

/** What the context is made of, besides the clock. */
export type ContextParts = Omit<RequestContext, 'day' | 'loaders' | 'em' | 'reading'>;

/** Reads the clock and writes down that it did; on the prototype, because Apollo copies a context's own properties. */
const clock: ThisType<RequestContext> & { readonly now: Date } = {
  get now() {
    this.reading.clock = true;
    return this.reading.now;
  },
};

/** The same context but for some parts; a plain copy would lose its clock. */
export function changedContext(context: RequestContext, changes: Readonly<Record<string, unknown>>): RequestContext {
  return Object.assign(Object.create(clock) as { readonly now: Date }, context, changes) as RequestContext;
}

/** The context of a request. */
export function createContext({ now, ...parts }: ContextParts): RequestContext {
  const own: Omit<RequestContext, 'now'> = {
    ...parts,
    reading: { now, clock: false },
    em: parts.database.em.fork(),
    day: civilDateAt(now),
    loaders: new Loaders(),
  };
  return Object.assign(Object.create(clock) as { readonly now: Date }, own);
}
