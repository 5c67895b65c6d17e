import type { EntityManager } from '@mikro-orm/postgresql';
import type { DeadlineMove } from '../../schema/plan/index.js';
import { QueuedDigestService } from '../../schema/reminders/index.js';
import type { RequestContext } from '../context.js';

/** Keeps waiting mails true: one must not tell a due day that is none any more. Runs in the caller's transaction. */
export async function rewriteQueuedMails(
  { day, environment }: Pick<RequestContext, 'day' | 'environment'>,
  em: EntityManager,
  moved: readonly DeadlineMove[],
): Promise<void> {
  const ids = moved.map(({ deadlineId }) => deadlineId);
  const publicUrl = environment.PUBLIC_URL.replace(/\/+$/, '');
  if (ids.length > 0) await new QueuedDigestService(em).rewrite(ids, day, publicUrl);
}
