import { registerEnumType } from 'type-graphql';
import { sql, type RawBuilder } from 'kysely';
import { addDays, type ListQuery } from '../../base/index.js';
import { flowRows, scopeKey, sums, type DossierScope } from '../../dossiers/index.js';
import { observedRows } from '../../observations/index.js';
import { restatedUnits } from '../../organisation/index.js';
import { yearUntil } from '../catalogue/catalogue-target-service.js';
import { countedProcedures, listItems, verdicts } from '../catalogue/catalogue-target-sql.js';
import type { CatalogueDefinition } from '../catalogue/catalogue-definition.js';
import type { ExplanationParts } from './explanation.js';
import type { Sum, Term } from '../formula/formula.js';
import { measuresIn } from './observed-indicator-service.js';

/** By what a value is taken apart. */
export enum ContributionKey {
  Unit = 'UNIT',
  Procedure = 'PROCEDURE',
  UnitProcedure = 'UNIT_PROCEDURE',
}

registerEnumType(ContributionKey, {
  name: 'ContributionKey',
  description: 'Cách tách một giá trị thành các phần (contribution key).',
  valuesConfig: {
    Unit: { description: 'Theo đơn vị (unit).' },
    Procedure: { description: 'Theo thủ tục (procedure).' },
    UnitProcedure: { description: 'Theo từng thủ tục ở từng đơn vị (unit and procedure).' },
  },
});

type Fragment = RawBuilder<unknown>;

/**
 * The parts that a value is the sum of, largest denominator first: rows `unit_id`, `procedure_id`, `item`, `numerator`,
 * `denominator`; what a part is not told apart by is null. Parts without anything are left out. Parents are `scopeKey`
 * of scopes with the same parts as the value's.
 *
 * Figures that are restated are taken apart by the units that reported.
 */
export function contributionList(parts: ExplanationParts, by: ContributionKey): ListQuery {
  const key = { unit: by !== ContributionKey.Procedure, procedure: by !== ContributionKey.Unit };
  return {
    columns: sql`unit_id, procedure_id, item, numerator, denominator`,
    from: sql`(select unit_id, procedure_id, item, sum(numerator)::bigint as numerator,
        sum(denominator)::bigint as denominator
      from (select ${key.unit ? sql`unit_id` : sql`null::uuid as unit_id`},
        ${key.procedure ? sql`procedure_id, item` : sql`null::uuid as procedure_id, null::text as item`},
        numerator, denominator from ${partsOf(parts)} part) keyed
      group by unit_id, procedure_id, item) contribution`,
    where: [sql`(numerator <> 0 or coalesce(denominator, 0) <> 0)`],
    order: [
      { expression: sql`coalesce(denominator, 0)`, type: 'bigint' },
      { expression: sql`numerator`, type: 'bigint' },
      { expression: sql`coalesce(unit_id::text, '')`, type: 'text' },
      { expression: sql`coalesce(procedure_id::text, item, '')`, type: 'text' },
    ],
    descending: true,
  };
}

/** Parent key of the contributions of a scope. */
export function contributionParent({ scope }: ExplanationParts): string {
  return scopeKey(scope ?? {});
}

/** Table expression of the smallest parts, `unit_id, procedure_id, item, numerator, denominator`. */
function partsOf(parts: ExplanationParts): Fragment {
  switch (parts.indicator.measuredFrom) {
    case 'CATALOGUE':
      return parts.catalogue ? catalogueParts(parts, parts.catalogue) : NO_PARTS;
    case 'OBSERVED':
      return observedParts(parts);
    default:
      return dossierParts(parts);
  }
}

const NO_PARTS = sql`(select null::uuid as unit_id, null::uuid as procedure_id, null::text as item,
  0::bigint as numerator, 0::bigint as denominator where false)`;

const asked = (name: keyof DossierScope) => sql`(parent.id::jsonb ->> ${name})`;

function dossierParts({ indicator, range, scope, restatedOn }: ExplanationParts): Fragment {
  const { numerator, denominator } = indicator.parsed;
  return sql`(select unit_id, procedure_id, null::text as item, ${sumSql(numerator, countSql)} as numerator,
      ${denominator ? sumSql(denominator, countSql) : sql`null::bigint`} as denominator
    from (select flow.unit_id, flow.procedure_id, ${sums(range)} from ${flowRows('procedure_rollup', range)} flow
      where ${unitCondition(scope ?? {}, restatedOn)} and ${procedureCondition(scope ?? {})}
      group by flow.unit_id, flow.procedure_id) counted)`;
}

function unitCondition({ unitId, provinceId }: DossierScope, restatedOn: ExplanationParts['restatedOn']): Fragment {
  if (unitId !== undefined) {
    return restatedOn === null
      ? sql`flow.unit_id = ${asked('unitId')}::uuid`
      : sql`flow.unit_id in (select restated.source_id from ${restatedUnits(restatedOn)} restated
          where restated.unit_id = ${asked('unitId')}::uuid)`;
  }
  if (provinceId === undefined) return sql`true`;
  return sql`flow.unit_id in (select unit.id from unit where unit.province_id = ${asked('provinceId')}::uuid)`;
}

function procedureCondition({ procedureId }: DossierScope): Fragment {
  return procedureId === undefined ? sql`true` : sql`flow.procedure_id = ${asked('procedureId')}::uuid`;
}

function catalogueParts({ range, scope }: ExplanationParts, definition: CatalogueDefinition): Fragment {
  const day = addDays(range.to, -1);
  const procedures = countedProcedures(day, yearUntil(day));
  if (definition.measure === 'LIST') {
    const own = scope?.unitId === undefined ? sql`true` : sql`${asked('unitId')}::uuid = any(item.owners)`;
    const unit =
      scope?.unitId === undefined
        ? sql`case when cardinality(item.owners) = 1 then item.owners[1] end`
        : sql`${asked('unitId')}::uuid`;
    return sql`(select ${unit} as unit_id, null::uuid as procedure_id, item.item, (item.met is true)::int as numerator,
        null::bigint as denominator from (${listItems(definition, day, procedures)}) item where ${own})`;
  }
  const own = scope?.unitId === undefined ? sql`true` : sql`procedure.owner_id = ${asked('unitId')}::uuid`;
  const { numerator, denominator } = CATALOGUE_AMOUNTS_OF[definition.measure];
  return sql`(select procedure.owner_id as unit_id, procedure.id as procedure_id, null::text as item,
      ${numerator} as numerator, ${denominator} as denominator
    from ${procedures} cross join lateral ${verdicts([definition], day)}
    where not exempt and counted is true and ${own})`;
}

/** What a counted procedure adds. */
const CATALOGUE_AMOUNTS_OF: Record<
  Exclude<CatalogueDefinition['measure'], 'LIST'>,
  { readonly numerator: Fragment; readonly denominator: Fragment }
> = {
  SHARE: { numerator: sql`(met is true)::int`, denominator: sql`1` },
  NUMBER: { numerator: sql`(met is true)::int`, denominator: sql`null::bigint` },
  AVERAGE: { numerator: sql`procedure.dossiers`, denominator: sql`1` },
  TIME_SAVED: {
    numerator: sql`case when met is true then procedure.limit_direct_hours - procedure.limit_online_hours else 0 end`,
    denominator: sql`case when met is true then procedure.limit_direct_hours else 0 end`,
  },
};

/** Only units that reported every measure count, as in the value. */
function observedParts({ indicator, range, scope, restatedOn }: ExplanationParts): Fragment {
  const measures = measuresIn(indicator.parsed);
  const of =
    scope?.unitId === undefined
      ? sql`unit.province_id = ${asked('provinceId')}::uuid`
      : sql`unit.id = ${asked('unitId')}::uuid`;
  const rows = observedRows({ measureCodes: measures, range, restatedOn, of });
  const { numerator, denominator } = indicator.parsed;
  return sql`(select observed."unitId" as unit_id, null::uuid as procedure_id, null::text as item,
      ${sumSql(numerator, measureSql)} as numerator,
      ${denominator ? sumSql(denominator, measureSql) : sql`null::bigint`} as denominator
    from (${rows}) observed group by observed."unitId" having count(observed.value) = ${measures.length}::int)`;
}

function countSql(term: Term): Fragment | null {
  return term.kind === 'DOSSIER' ? sql.ref(`counted.${term.count}`) : null;
}

function measureSql(term: Term): Fragment | null {
  if (term.kind !== 'OBSERVED') return null;
  return sql`coalesce(sum(observed.value::bigint) filter (where observed."measureCode" = ${term.measure}), 0)`;
}

/** Numbers are added once, to the whole, and so belong to no part. */
function sumSql(sum: Sum, valueOf: (term: Term) => Fragment | null): Fragment {
  const terms = sum.flatMap(({ sign, term }) => {
    const value = valueOf(term);
    return value === null ? [] : [sql`${sql.raw(sign === 1 ? '+' : '-')} ${value}`];
  });
  return sql`(0 ${sql.join(terms, sql` `)})::bigint`;
}
