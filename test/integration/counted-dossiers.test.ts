import { afterAll, beforeAll, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { sql } from 'kysely';
import {
  listCounts,
  listPages,
  parseCivilDate,
  rowsOf,
  type DayRange,
  type PageRequest,
} from '../../schema/base/index.js';
import {
  countedDossierList,
  FieldStatisticsService,
  ownedFieldKey,
  readCountedDossier,
  scopeKey,
  StatisticsCount,
  StatisticsService,
  type DossierScope,
} from '../../schema/dossiers/index.js';
import { codeAt, openCountedDatabase, type CountedDatabase } from '../support/counted-dossiers.js';
import {
  anyRange,
  countByHand,
  fieldOf,
  listByHand,
  procedureCodes,
  randomDossiers,
  unitCodes,
  type CountedDossier,
} from '../support/statistics-oracle.js';

const dossiers = randomDossiers(300);
const placeOf = new Map(dossiers.map((dossier, place) => [dossier, place]));
let database: CountedDatabase;

beforeAll(async () => {
  database = await openCountedDatabase(dossiers);
});
afterAll(() => database?.close());

/** A scope by codes: a unit, a procedure, both, or the province. */
const anyScope = fc.record({
  unit: fc.option(fc.constantFrom(...unitCodes)),
  procedure: fc.option(fc.constantFrom(...procedureCodes)),
});

function scopeOf({ unit, procedure }: { unit: string | null; procedure: string | null }): DossierScope {
  if (unit === null && procedure === null) return { provinceId: database.provinceId };
  return {
    ...(unit !== null && { unitId: database.idOf(unit) }),
    ...(procedure !== null && { procedureId: database.idOf(procedure) }),
  };
}

function codesOf(list: readonly CountedDossier[]): string[] {
  return list.map((dossier) => codeAt(placeOf.get(dossier) ?? -1)).toSorted();
}

async function page(scope: DossierScope, range: DayRange, count: StatisticsCount, request: PageRequest) {
  const em = database.orm.em.fork();
  const list = countedDossierList({ scope, range, restatedOn: null }, count);
  const answer = (await listPages(em, [scopeKey(scope)], list, request)).get(scopeKey(scope));
  const items = answer?.items ?? [];
  return {
    codes: items.map(({ row }) => readCountedDossier(row, null).code),
    next: answer?.hasNextPage ? items.at(-1)?.cursor() : undefined,
  };
}

it('lists exactly the dossiers that a count counts, for every count of any range and scope', async () => {
  const counts = Object.values(StatisticsCount);
  const property = fc.asyncProperty(anyRange, anyScope, async (range, coded) => {
    const scope = scopeOf(coded);
    const own = dossiers.filter(
      (d) => (coded.unit ?? d.unit) === d.unit && (coded.procedure ?? d.procedure) === d.procedure,
    );
    const expected = listByHand(own, range);
    for (const count of counts) {
      const list = countedDossierList({ scope, range, restatedOn: null }, count);
      const total = await listCounts(database.orm.em.fork(), [scopeKey(scope)], list);
      expect([count, total.get(scopeKey(scope))]).toEqual([count, expected[count].length]);
      const { codes } = await page(scope, range, count, { first: 200 });
      expect([count, codes]).toEqual([count, codesOf(expected[count]).slice(0, 200)]);
    }
  });
  await fc.assert(property, { numRuns: 25 });
});

it('pages without losing or repeating one', async () => {
  const property = fc.asyncProperty(anyRange, fc.integer({ min: 1, max: 9 }), async (range, first) => {
    const scope = scopeOf({ unit: '18073', procedure: null });
    const seen: string[] = [];
    let after: string | undefined;
    do {
      const { codes, next } = await page(scope, range, StatisticsCount.Received, { first, after });
      seen.push(...codes);
      after = next;
    } while (after);
    const own = dossiers.filter(({ unit }) => unit === '18073');
    expect(seen).toEqual(codesOf(listByHand(own, range).received));
  });
  await fc.assert(property, { numRuns: 15 });
});

it('follows a merger when restated, for counts, fields and dossiers of any range, and only from its day on', async () => {
  const { idOf } = database;
  const [into, from] = ['18073', '18100'];
  const [before, after] = [parseCivilDate('2025-06-30'), parseCivilDate('2025-07-01')];
  const em = database.orm.em.fork();
  await em.begin();
  try {
    await rowsOf(
      em,
      sql`insert into unit_lineage (predecessor_id, successor_id, kind, share_numerator, share_denominator, effective_on,
          certainty, source_note)
        values (${idOf(from)}, ${idOf(into)}, 'MERGED_INTO', 1, 1, ${after}, 'UNVERIFIED', 'thử')`,
    );
    const property = fc.asyncProperty(anyRange, fc.constantFrom(before, after), async (range, restatedOn) => {
      const own = dossiers.filter(({ unit }) => unit === into || (restatedOn === after && unit === from));
      const counts = await new StatisticsService(em).countsByUnit([idOf(into)], range, restatedOn);
      expect(counts.get(idOf(into))).toEqual(countByHand(own, range));
      const field = { ownerId: idOf(into), field: 'Hộ tịch' };
      const byField = await new FieldStatisticsService(em).counts('unit', [field], range, restatedOn);
      const ofField = own.filter(({ procedure }) => fieldOf[procedure] === field.field);
      expect(byField.get(ownedFieldKey(field))).toEqual(countByHand(ofField, range));
      const scope = { unitId: idOf(into), field: field.field };
      const list = countedDossierList({ scope, range, restatedOn }, StatisticsCount.InProgress);
      const listed = await listCounts(em, [scopeKey(scope)], list);
      expect(listed.get(scopeKey(scope))).toBe(listByHand(ofField, range).inProgress.length);
    });
    await fc.assert(property, { numRuns: 25 });
  } finally {
    await em.rollback();
  }
});
