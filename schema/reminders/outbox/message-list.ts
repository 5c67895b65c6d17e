import type { EntityManager } from '@mikro-orm/postgresql';
import { sql } from 'kysely';
import { readModelOf, rowsOf, type ListQuery } from '../../base/index.js';
import { MessageEvent } from './message-event.js';
import { Message, type MessageState } from './message.js';

/** Which messages; all conditions must hold. */
export interface MessageFilter {
  readonly state?: readonly MessageState[] | null;
  /** Code of the unit whose post it is for. */
  readonly unit?: string | null;
  /** Address, in any letter case. */
  readonly address?: string | null;
  /** Queued in `[queuedFrom, queuedTo)`. */
  readonly queuedFrom?: Date | null;
  readonly queuedTo?: Date | null;
}

/** Messages, latest queued first; without their bodies. */
export function messageList(em: EntityManager, filter: MessageFilter): ListQuery {
  const { state, unit, address, queuedFrom, queuedTo } = filter;
  return {
    columns: readModelOf(em, Message).columns('message'),
    from: sql`message`,
    where: [
      ...(state ? [sql`message.state = any(${[...state]}::text[])`] : []),
      ...(unit
        ? [
            sql`exists (select from post join unit on unit.id = post.unit_id
              where post.id = message.post_id and unit.code = ${unit})`,
          ]
        : []),
      ...(address ? [sql`lower(message.to_address) = ${address.toLowerCase()}`] : []),
      ...(queuedFrom ? [sql`message.queued_at >= ${queuedFrom.toISOString()}::timestamptz`] : []),
      ...(queuedTo ? [sql`message.queued_at < ${queuedTo.toISOString()}::timestamptz`] : []),
    ],
    order: [
      { expression: sql`message.queued_at`, type: 'timestamptz' },
      { expression: sql`message.id`, type: 'uuid' },
    ],
    descending: true,
  };
}

/** Events of messages in the order they happened, keyed by message id. One statement. */
export async function timelinesOf(
  em: EntityManager,
  messageIds: readonly string[],
): Promise<Map<string, MessageEvent[]>> {
  const model = readModelOf(em, MessageEvent);
  const rows = await rowsOf(
    em,
    sql<Record<string, unknown>>`select ${model.columns('message_event')} from message_event
      where message_id = any(${[...messageIds]}::uuid[]) order by id`,
  );
  return Map.groupBy(
    rows.map((row) => model.read(row)),
    ({ message }) => message.id,
  );
}

/** Text bodies of messages, keyed by message id. One statement. */
export async function bodiesOf(em: EntityManager, messageIds: readonly string[]): Promise<Map<string, string>> {
  const rows = await rowsOf(
    em,
    sql<{
      id: string;
      text: string;
    }>`select id, text_body as text from message where id = any(${[...messageIds]}::uuid[])`,
  );
  return new Map(rows.map(({ id, text }) => [id, text]));
}
