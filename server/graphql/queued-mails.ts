import type { EntityManager } from '@mikro-orm/postgresql';
import type { Environment } from '../../schema/base/index.js';
import { changedDeadlineIds, type DeadlineChanges } from '../../schema/plan/index.js';
import { QueuedDigestService, type DigestSettings, type RewrittenDigests } from '../../schema/reminders/index.js';
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
  const { publicUrl } = digestSettings(environment);
  return new QueuedDigestService(em).rewrite(changedDeadlineIds(changes), day, publicUrl);
}

/** What mails need to know about the installation, as the worker reads it. */
export function digestSettings({ PUBLIC_URL, MAIL_FROM }: Environment): DigestSettings {
  return {
    publicUrl: PUBLIC_URL.replace(/\/+$/, ''),
    mailDomain: MAIL_FROM.slice(MAIL_FROM.lastIndexOf('@') + 1),
  };
}
