import 'reflect-metadata';
import { strictEqual } from 'node:assert';
import { parseArgs } from 'node:util';
import type { EntityManager } from '@mikro-orm/postgresql';
import { sql } from 'kysely';
import { Client } from 'pg';
import { parseCivilDate, rowsOf, type DayRange } from '../../schema/base/index.js';
import { openDatabase } from '../../schema/database.js';
import { Form06Service, ProcessingTimeService } from '../../schema/dossiers/index.js';
import { openBenchDatabase } from './bench-database.js';

/** Turns of both sides; the median is printed. */
const RUNS = 7;

const YEAR = range('2025-10-01', '2026-10-01');
const CUT_YEAR = range('2025-10-05', '2026-10-10');
const MONTH = range('2026-05-15', '2026-06-15');

interface Scenario {
  readonly title: string;
  readonly days: DayRange;
  /** Condition on units `u` whose dossiers are read. */
  readonly units: string;
  /** The work that is timed; how many dossiers it found resolved. */
  read(em: EntityManager): Promise<number>;
}

/**
 * Times processing times and form 06 as the services read them, beside a bare count of the dossiers resolved in the same
 * days at the same units. The two must find the same number before their speed means anything.
 */
const { positionals } = parseArgs({ allowPositionals: true });
const sizes = positionals.length > 0 ? positionals.map(Number) : [300_000, 1_000_000];
console.log('hồ sơ | việc | số hồ sơ đã giải quyết | trung vị (ms) | count(*) (ms) | gấp count(*)');
for (const dossiers of sizes) await measure(dossiers);

async function measure(dossiers: number): Promise<void> {
  const { url, discard } = await openBenchDatabase(dossiers);
  const client = new Client({ connectionString: url });
  await client.connect();
  await client.query('vacuum analyze');
  await client.end();
  const orm = await openDatabase({ url });
  try {
    for (const scenario of await scenarios(orm.em.fork())) await compare(orm.em.fork(), dossiers, scenario);
  } finally {
    await orm.close();
    await discard();
  }
}

async function scenarios(em: EntityManager): Promise<Scenario[]> {
  const provinces = await idsOf(em, 'select id from province');
  const communes = await idsOf(em, `select id from unit where kind = 'COMMUNE' and valid_to is null`);
  const isCommune = `u.kind = 'COMMUNE' and u.valid_to is null`;
  const form = { unit: null, restatedOn: null };
  return [
    { title: 'thời gian, tỉnh, năm', days: YEAR, units: 'true', read: times('province', provinces, YEAR) },
    {
      title: `thời gian, ${communes.length} xã, tháng`,
      days: MONTH,
      units: isCommune,
      read: times('unit', communes, MONTH),
    },
    {
      title: `thời gian, ${communes.length} xã, năm`,
      days: YEAR,
      units: isCommune,
      read: times('unit', communes, YEAR),
    },
    {
      title: 'biểu 06, tỉnh, năm cắt hai đầu',
      days: CUT_YEAR,
      units: 'true',
      read: async (own) => (await new Form06Service(own).form({ ...form, range: CUT_YEAR })).rows.at(-1)?.column7 ?? 0,
    },
  ];
}

/** Reads the times of all keys; how many dossiers they are of. */
function times(scope: 'province' | 'unit', keys: readonly string[], days: DayRange): Scenario['read'] {
  return async (em) => {
    const byKey = await new ProcessingTimeService(em).byChannel({ scope, keys, range: days, restatedOn: null });
    return [...byKey.values()].flat().reduce((sum, { resolved }) => sum + resolved, 0);
  };
}

async function compare(em: EntityManager, dossiers: number, { title, days, units, read }: Scenario): Promise<void> {
  const counted = () => countOf(em, days, units);
  strictEqual(await read(em), await counted(), `${title}: the two sides differ`);
  const [own, bare]: [number[], number[]] = [[], []];
  for (let run = 0; run < RUNS; run += 1) {
    own.push(await timed(() => read(em)));
    bare.push(await timed(counted));
  }
  const [median, base] = [medianOf(own), medianOf(bare)];
  const found = await counted();
  console.log(
    `${dossiers} | ${title} | ${found} | ${median.toFixed(0)} | ${base.toFixed(0)} | ${(median / base).toFixed(1)}`,
  );
}

async function countOf(em: EntityManager, { from, to }: DayRange, units: string): Promise<number> {
  const rows = await rowsOf(
    em,
    sql<{ count: number }>`select count(*)::int as count from dossier d join unit u on u.id = d.resolving_unit_id
      where ${sql.raw(units)} and d.status not in (1, 3) and d.finished_on >= ${from} and d.finished_on < ${to}`,
  );
  return rows[0]?.count ?? 0;
}

async function idsOf(em: EntityManager, query: string): Promise<string[]> {
  return (await rowsOf(em, sql<{ id: string }>`${sql.raw(query)}`)).map(({ id }) => id);
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}

function medianOf(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

function range(from: string, to: string): DayRange {
  return { from: parseCivilDate(from), to: parseCivilDate(to) };
}
