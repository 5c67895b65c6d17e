import type { Client } from 'pg';

/**
 * Adds made-up communes until the first province has `count` units that owe reports, and gives each the flows of a real
 * one; names and notes say that they are synthetic. Deadlines are not opened here.
 */
export async function addSyntheticUnits(sql: Client, count: number): Promise<void> {
  const { rows: made } = await sql.query<{ id: string }>(
    `insert into unit (province_id, code, kind, commune_type, name, short_name, certainty, source_note)
     select province.id, 'SYN' || place, 'COMMUNE', 'XA', 'Xã mô phỏng ' || place, 'Mô phỏng ' || place, 'UNVERIFIED',
       'Đơn vị mô phỏng để đo tốc độ, không có thật'
     from province cross join (select count(*)::int as known,
         count(*) filter (where code like 'SYN%')::int as synthetic from unit
         where valid_to is null and kind <> 'AGENCY' and code not in ('TKT', 'BCHQS')) there
       cross join lateral generate_series(synthetic + 1, synthetic + $1 - known) place returning id`,
    [count],
  );
  for (const table of ['unit_rollup', 'procedure_rollup']) {
    const { rows } = await sql.query<{ columns: string }>(
      `select string_agg(quote_ident(column_name), ', ' order by ordinal_position) as columns
       from information_schema.columns where table_name = $1 and column_name <> 'unit_id'`,
      [table],
    );
    const columns = rows[0]?.columns ?? '';
    await sql.query(
      `insert into ${table} (unit_id, ${columns})
      select made.id, ${columns} from (select id, row_number() over (order by code) as place from unit
          where id = any($1::uuid[])) made
        join (select id, row_number() over (order by code) as place, count(*) over () as among from unit
          where kind = 'COMMUNE' and code not like 'SYN%' and valid_to is null) real
          on real.place = (made.place - 1) % real.among + 1
        join ${table} flow on flow.unit_id = real.id`,
      [made.map(({ id }) => id)],
    );
  }
}
