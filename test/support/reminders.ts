import type { EntityManager } from '@mikro-orm/postgresql';
import { sql } from 'kysely';
import { rowsOf, type CivilDate } from '../../schema/base/index.js';
import { DeadlineKind } from '../../schema/plan/index.js';
import { PostKind } from '../../schema/organisation/index.js';

/** A post to be made; without more it is a focal point with an address of its own, valid for all time. */
export interface PostInput {
  readonly unit: string;
  readonly kind?: PostKind;
  readonly email?: string;
  readonly validTo?: CivilDate;
}

/** A deadline to be made; without more it is an open report of December 2025. */
export interface DeadlineInput {
  readonly unit: string;
  readonly dueOn: string;
  readonly title?: string;
  readonly kind?: DeadlineKind;
}

/** Id of the unit with a code. */
export async function unitId(em: EntityManager, code: string): Promise<string> {
  const [row] = await rowsOf(em, sql<{ id: string }>`select id from unit where code = ${code}`);
  if (!row) throw new Error(`no unit ${code}`);
  return row.id;
}

/** Makes a post of the unit with a code; its id. */
export async function buildPost(em: EntityManager, input: PostInput): Promise<string> {
  const { unit, kind = PostKind.FocalPoint, validTo = null } = input;
  const email = input.email ?? `${kind.toLowerCase().replace('_', '-')}.${unit.toLowerCase()}@example.vn`;
  const [row] = await rowsOf(
    em,
    sql<{ id: string }>`insert into post (unit_id, kind, title, email, valid_from, valid_to)
      values (${await unitId(em, unit)}, ${kind}, 'Đầu mối theo dõi', ${email}, '2025-01-01', ${validTo}) returning id`,
  );
  return row?.id ?? '';
}

/** Makes an open deadline of the unit with a code, under clause IV.8.e of the only plan; its id. */
export async function buildDeadline(em: EntityManager, input: DeadlineInput): Promise<string> {
  const { unit, dueOn, title = 'Báo cáo thử', kind = DeadlineKind.Report } = input;
  const [row] = await rowsOf(
    em,
    sql<{ id: string }>`insert into deadline (plan_id, clause_id, unit_id, kind, source_code, period_id, title, quote,
        due_on, due_at, precision, due_rule_text)
      select plan_id, id, ${await unitId(em, unit)}, ${kind}, 'TEST-' || gen_random_uuid(), '2025-12', ${title},
        'báo cáo kết quả thực hiện', ${dueOn}::date, ((${dueOn}::date + 1)::timestamp at time zone 'Asia/Ho_Chi_Minh'),
        'DAY', 'thử' from clause where code = 'IV.8.e' returning id`,
  );
  return row?.id ?? '';
}

/** Marks a deadline as fulfilled. */
export async function fulfil(em: EntityManager, deadlineId: string, at: Date): Promise<void> {
  await rowsOf(em, sql`update deadline set fulfilled_at = ${at.toISOString()}::timestamptz where id = ${deadlineId}`);
}
