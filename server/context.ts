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
export type ContextParts = Omit<RequestContext, 'day' | 'loaders' | 'em'>;

/** The context of a request. */
export function createContext(parts: ContextParts): RequestContext {
  return {
    ...parts,
    em: parts.database.em.fork(),
    day: civilDateAt(parts.now),
    loaders: new Loaders(),
  };
}
