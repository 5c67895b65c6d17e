import type { Client } from 'pg';

/** What a cell of the standard file held, told from the columns of an incoming row `i`. */
const CELLS = `('code', i.code),
  ('procedure_code', (select code from procedure where id = i.procedure_id)),
  ('receiving_unit', (select code from unit where id = i.receiving_unit_id)),
  ('resolving_unit', (select code from unit where id = i.resolving_unit_id)),
  ('channel', i.channel), ('status', i.status::text), ('received_on', i.received_on::text), ('due_on', i.due_on::text),
  ('finished_on', i.finished_on::text), ('payable', i.payable::text), ('paid_online', i.paid_online::text),
  ('electronic_result', i.electronic_result::text), ('rating', i.rating), ('synthetic', i.synthetic::text),
  ('updated_at', to_char(i.updated_at at time zone 'Asia/Ho_Chi_Minh', 'YYYY-MM-DD"T"HH24:MI:SS.US"+07:00"'))`;

const FINDING = `jsonb_build_object('column', 'code', 'rule', 'ARCHIVED_YEAR', 'severity', 'BLOCK', 'value', i.code,
  'message', format('Hồ sơ năm %s đã được lưu trữ; khôi phục năm đó trước khi nạp.', extract(year from i.opened_on)))`;

/**
 * Rejects the incoming rows of archived years, with their cells in the order of the file's header; the years that are
 * left. Call it after `lockMerge`: archiving takes the same lock.
 */
export async function rejectArchived(
  client: Client,
  years: readonly number[],
  header: readonly string[],
): Promise<readonly number[]> {
  const { rows } = await client.query<{ year: number }>(
    'select year from dossier_archive where year = any($1::int[])',
    [years],
  );
  const archived = rows.map(({ year }) => year);
  if (archived.length === 0) return years;
  await client.query(
    `update incoming i set rejected = true, findings = coalesce(findings, '[]') || ${FINDING}, raw = coalesce(raw, (
       select jsonb_agg(coalesce(cell.value, '') order by place)
       from unnest($2::text[]) with ordinality as h (name, place)
         left join (values ${CELLS}) as cell (name, value) on cell.name = lower(trim(h.name))))
     where not rejected and extract(year from opened_on) = any($1::int[])`,
    [archived, header],
  );
  return years.filter((year) => !archived.includes(year));
}
