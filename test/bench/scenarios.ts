/** One thing that a frontend asks for, as GraphQL and as the one statement a programmer would write for just it. */
export interface Scenario {
  readonly name: string;
  readonly title: string;
  readonly query: string;
  /** The same question to PostGraphile over the same tables and `postgraphile/functions.sql`. */
  readonly postgraphile: string;
  /** PostGraphile's answer in the form of ours, where its fields cannot be named alike. */
  readonly reshape?: (data: unknown) => unknown;
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

const day = (month: number) => new Date(Date.UTC(2024, 11 + month, 15)).toISOString().slice(0, 10);

/** The 24 months of 2025 and 2026, as a period's id and its two days. */
const MONTHS = Array.from({ length: 24 }, (_, place) => {
  const id = new Date(Date.UTC(2025, place, 1)).toISOString().slice(0, 7);
  return { alias: `m${place}`, id, from: day(place), to: day(place + 1) };
});

const MONTHS_SQL = MONTHS.map(({ alias, from, to }) => {
  const of = (column: string) => `coalesce(sum(${column}) filter (where bucket >= '${from}' and bucket < '${to}'), 0)`;
  const [received, resolved] = [
    'received_online + received_in_person + received_postal',
    'resolved_early + resolved_on_time + resolved_late',
  ];
  return `'${alias}', json_build_object('received', ${of(received)}, 'resolved', ${of(resolved)}, 'fullProcess', ${of('full_process')})`;
}).join(', ');

interface MonthsAnswer {
  readonly province: {
    readonly communes: { readonly nodes: readonly { readonly code: string; readonly months: unknown[] }[] };
  };
}

/** A list of months becomes the fields `m0`, `m1`, … */
function monthFields(data: unknown): unknown {
  const { province } = data as MonthsAnswer;
  const nodes = province.communes.nodes.map(({ code, months }) => ({
    code,
    ...Object.fromEntries(months.map((month, place) => [`m${place}`, month])),
  }));
  return { province: { communes: { nodes } } };
}

const COMMUNES =
  'communes: unitsByProvinceId(first: 100, orderBy: SHORT_NAME_ASC, condition: { kind: "COMMUNE", validTo: null })';

/** The six questions that are measured. */
export const scenarios: readonly Scenario[] = [
  {
    name: 'units',
    title: 'tỉnh → 19 sở, 69 xã',
    query: `{ province { name
      departments(first: 100) { nodes { code name } } communes(first: 100) { nodes { code name communeType } } } }`,
    postgraphile: `{ province: provinceByCode(code: "42") { name
      departments: unitsByProvinceId(first: 100, orderBy: SHORT_NAME_ASC, condition: { kind: "DEPARTMENT" }) { nodes { code name } }
      ${COMMUNES} { nodes { code name communeType } } } }`,
    sql: `select json_build_object('province', json_build_object('name', p.name,
      'departments', json_build_object('nodes', (select json_agg(json_build_object('code', code, 'name', name)
        order by short_name collate "vi-x-icu", id) from unit where province_id = p.id and kind = 'DEPARTMENT')),
      'communes', json_build_object('nodes', (select json_agg(json_build_object('code', code, 'name', name,
        'communeType', commune_type) order by short_name collate "vi-x-icu", id)
        from unit where province_id = p.id and kind = 'COMMUNE' and valid_to is null))))::text as json from province p where code = '42'`,
  },
  {
    name: 'procedures',
    title: 'tỉnh → 69 xã → 20 thủ tục mỗi xã',
    query: `{ province { communes(first: 100) { nodes { code procedures(first: 20) { nodes { code name serviceLevel } } } } } }`,
    postgraphile: `{ province: provinceByCode(code: "42") { ${COMMUNES} { nodes { code
      procedures: handledProceduresList(first: 20) { code name serviceLevel } } } } }`,
    reshape: procedureNodes,
    sql: `select json_build_object('province', json_build_object('communes', json_build_object('nodes', (
      select json_agg(json_build_object('code', u.code, 'procedures', json_build_object('nodes', (
        select json_agg(json_build_object('code', x.code, 'name', x.name, 'serviceLevel', x.service_level)
          order by x.name collate "vi-x-icu", x.id)
        from (select p.id, p.code, v.name, v.service_level from procedure p join procedure_version v on v.procedure_id = p.id
          where v.competence in ('COMMUNE', 'BOTH') and coalesce(v.valid_from <= current_date, true)
            and coalesce(v.valid_to > current_date, true) order by v.name collate "vi-x-icu", p.id limit 20) x)))
        order by u.short_name collate "vi-x-icu", u.id)
      from unit u where u.province_id = p.id and u.kind = 'COMMUNE' and u.valid_to is null))))::text as json from province p where code = '42'`,
  },
  {
    name: 'months',
    title: 'số liệu 24 tháng của 69 xã',
    query: `{ province { communes(first: 100) { nodes { code ${MONTHS.map(
      ({ alias, id }) => `${alias}: statistics(period: "${id}") { received resolved fullProcess }`,
    ).join(' ')} } } } }`,
    postgraphile: `{ province: provinceByCode(code: "42") { ${COMMUNES} { nodes { code
      months: monthsList { received resolved fullProcess } } } } }`,
    reshape: monthFields,
    sql: `select json_build_object('province', json_build_object('communes', json_build_object('nodes', (
      select json_agg(months.json order by u.short_name collate "vi-x-icu", u.id) from unit u
        cross join lateral (select json_build_object('code', u.code, ${MONTHS_SQL}) as json
          from unit_rollup r where r.unit_id = u.id) months
        where u.province_id = p.id and u.kind = 'COMMUNE' and u.valid_to is null))))::text as json from province p where code = '42'`,
  },
  {
    name: 'indicators',
    title: '3 chỉ số của 92 đơn vị, tháng 12/2025',
    query: `{ units(first: 200) { nodes { code indicators(period: "2025-12",
      codes: ["FULL_PROCESS_OF_ELIGIBLE", "FULL_PROCESS_OF_RESOLVED", "ONLINE_PAYMENT"]) { numerator denominator } } } }`,
    postgraphile: `{ units: allUnits(first: 200, orderBy: SHORT_NAME_ASC, condition: { validTo: null }) { nodes { code
      indicators: ratiosList { numerator denominator } } } }`,
    sql: `with c as (${UNIT_COUNTS})
      select json_build_object('units', json_build_object('nodes', (
        select json_agg(json_build_object('code', u.code, 'indicators', json_build_array(
          ${ratio('full_process', 'eligible')}, ${ratio('full_process', 'resolved')}, ${ratio('paid_online', 'payable')}))
          order by u.short_name collate "vi-x-icu", u.id)
        from unit u left join c on c.unit_id = u.id where u.valid_to is null)))::text as json`,
  },
  {
    name: 'list',
    title: '20 xã đầu theo mã, lọc theo loại, kèm tổng số',
    query: `{ units(first: 20, orderBy: CODE, filter: { kind: COMMUNE, communeType: XA }) {
      totalCount pageInfo { hasNextPage } nodes { code name shortName certainty sourceNote } } }`,
    postgraphile: `{ units: allUnits(first: 20, orderBy: CODE_ASC, condition: { kind: "COMMUNE", communeType: "XA", validTo: null }) {
      totalCount pageInfo { hasNextPage } nodes { code name shortName certainty sourceNote } } }`,
    sql: `with found as (select * from unit where kind = 'COMMUNE' and commune_type = 'XA' and valid_to is null)
      select json_build_object('units', json_build_object('totalCount', (select count(*) from found),
        'pageInfo', json_build_object('hasNextPage', (select count(*) > 20 from (select from found limit 21) few)),
        'nodes', (select json_agg(json_build_object('code', code, 'name', name, 'shortName', short_name,
          'certainty', certainty, 'sourceNote', source_note) order by code)
          from (select * from found order by code limit 20) page)))::text as json`,
  },
  {
    name: 'node',
    title: 'một xã theo mã',
    query: `{ unit(code: "18562") { code name kind shortName } }`,
    postgraphile: `{ unit: unitByCode(code: "18562") { code name kind shortName } }`,
    sql: `select json_build_object('unit', (select json_build_object('code', code, 'name', name, 'kind', kind,
      'shortName', short_name) from unit where code = '18562'))::text as json`,
  },
];

interface ProceduresAnswer {
  readonly province: {
    readonly communes: { readonly nodes: readonly { readonly code: string; readonly procedures: unknown[] }[] };
  };
}

/** A list of procedures becomes a connection of them. */
function procedureNodes(data: unknown): unknown {
  const { province } = data as ProceduresAnswer;
  const nodes = province.communes.nodes.map(({ code, procedures }) => ({ code, procedures: { nodes: procedures } }));
  return { province: { communes: { nodes } } };
}
