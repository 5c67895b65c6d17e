import type { EntityManager } from '@mikro-orm/postgresql';
import { changedDeadlineIds, type DeadlineChanges } from '../../schema/plan/index.js';
import { QueuedDigestService, type RewrittenDigests } from '../../schema/reminders/index.js';
import type { RequestContext } from '../context.js';

/**
 * Keeps waiting mails true: one must not tell a due day that is none any more, nor of what is withdrawn. Runs in the
 * caller's transaction.
 */
export async function rewriteQueuedMails(
  { day, environment }: Pick<RequestContext, 'day' | 'environment'>,
  em: EntityManager,
  changes: DeadlineChanges,
): Promise<RewrittenDigests> {
  const publicUrl = environment.PUBLIC_URL.replace(/\/+$/, '');
  return new QueuedDigestService(em).rewrite(changedDeadlineIds(changes), day, publicUrl);
}
