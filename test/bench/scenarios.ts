/** One thing that a frontend asks for, as GraphQL and as the one statement a programmer would write for just it. */
export interface Scenario {
  readonly name: string;
  readonly title: string;
  readonly query: string;
  /** Returns one row with the text column `json`: the value of the query's `data`. */
  readonly sql: string;
}

/** December 2025 of the legal scheme, half-open. */
const [FROM, TO] = ['2025-11-15', '2025-12-15'];

const UNIT_COUNTS = `
  select unit_id,
    coalesce(sum(full_process) filter (where bucket >= '${FROM}'), 0)::int as full_process,
    coalesce(sum(eligible) filter (where bucket >= '${FROM}'), 0)::int as eligible,
    coalesce(sum(resolved_early + resolved_on_time + resolved_late) filter (where bucket >= '${FROM}'), 0)::int as resolved,
    coalesce(sum(payable) filter (where bucket >= '${FROM}'), 0)::int as payable,
    coalesce(sum(paid_online) filter (where bucket >= '${FROM}'), 0)::int as paid_online
  from unit_rollup where bucket < '${TO}' group by unit_id`;

/** `{ numerator, denominator }` as the API gives it: null when the unit has no dossiers at all. */
function ratio(numerator: string, denominator: string): string {
  return `json_build_object('numerator', c.${numerator}, 'denominator', c.${denominator})`;
}

/** What the first benchmark measures. */
export const scenarios: readonly Scenario[] = [
  {
    name: 'units',
    title: 'tỉnh → 19 sở, 69 xã',
    query: `{ province { name
      departments(first: 100) { nodes { code name } } communes(first: 100) { nodes { code name communeType } } } }`,
    sql: `select json_build_object('province', json_build_object('name', p.name,
      'departments', json_build_object('nodes', (select json_agg(json_build_object('code', code, 'name', name)
        order by short_name collate "vi-x-icu", id) from unit where province_id = p.id and kind = 'DEPARTMENT')),
      'communes', json_build_object('nodes', (select json_agg(json_build_object('code', code, 'name', name,
        'communeType', commune_type) order by short_name collate "vi-x-icu", id)
        from unit where province_id = p.id and kind = 'COMMUNE' and valid_to is null))))::text as json from province p where code = '42'`,
  },
  {
    name: 'tree',
    title: 'tỉnh → 69 xã → 5 thủ tục mỗi xã',
    query: `{ province { communes(first: 100) { nodes { code procedures(first: 5) { nodes { code name serviceLevel } } } } } }`,
    sql: `select json_build_object('province', json_build_object('communes', json_build_object('nodes', (
      select json_agg(json_build_object('code', u.code, 'procedures', json_build_object('nodes', (
        select json_agg(json_build_object('code', x.code, 'name', x.name, 'serviceLevel', x.service_level)
          order by x.name collate "vi-x-icu", x.id)
        from (select p.id, p.code, v.name, v.service_level from procedure p join procedure_version v on v.procedure_id = p.id
          where v.competence in ('COMMUNE', 'BOTH') and coalesce(v.valid_from <= current_date, true)
            and coalesce(v.valid_to > current_date, true) order by v.name collate "vi-x-icu", p.id limit 5) x)))
        order by u.short_name collate "vi-x-icu", u.id)
      from unit u where u.province_id = p.id and u.kind = 'COMMUNE' and u.valid_to is null))))::text as json from province p where code = '42'`,
  },
  {
    name: 'indicators',
    title: '3 chỉ số của 69 xã, tháng 12/2025',
    query: `{ province { communes(first: 100) { nodes { code indicators(period: "2025-12",
      codes: ["FULL_PROCESS_OF_ELIGIBLE", "FULL_PROCESS_OF_RESOLVED", "ONLINE_PAYMENT"]) { numerator denominator } } } } }`,
    sql: `with c as (${UNIT_COUNTS})
      select json_build_object('province', json_build_object('communes', json_build_object('nodes', (
        select json_agg(json_build_object('code', u.code, 'indicators', json_build_array(
          ${ratio('full_process', 'eligible')}, ${ratio('full_process', 'resolved')}, ${ratio('paid_online', 'payable')}))
          order by u.short_name collate "vi-x-icu", u.id)
        from unit u left join c on c.unit_id = u.id where u.province_id = p.id and u.kind = 'COMMUNE' and u.valid_to is null))))::text as json
      from province p where code = '42'`,
  },
];
