import 'reflect-metadata';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { fromEpochDay, parseCivilDate, toEpochDay } from '../../schema/base/index.js';
import { rebuildRollups } from '../../schema/dossiers/index.js';
import { openDossierDatabase, type DossierDatabase } from '../support/dossier-database.js';
import type { RowCells } from '../support/dossier-rows.js';

let database: DossierDatabase;

beforeAll(async () => {
  database = await openDossierDatabase();
});
afterAll(() => database.close());

const FIRST_DAY = toEpochDay(parseCivilDate('2025-09-20'));
const dayAt = (place: number) => fromEpochDay(FIRST_DAY + place);

/** Any version of one of a few dossiers, moving between units, procedures, dates and statuses. */
const version: fc.Arbitrary<Partial<RowCells>> = fc
  .record({
    number: fc.integer({ min: 1, max: 6 }),
    unit: fc.constantFrom('18073', '18100', 'STP'),
    procedure: fc.constantFrom('1.001193', '2.000815'),
    channel: fc.constantFrom('ONLINE', 'IN_PERSON', 'POSTAL'),
    status: fc.constantFrom(1, 2, 3, 4, 7, 9, 10),
    received: fc.integer({ min: 0, max: 60 }),
    due: fc.option(fc.integer({ min: 0, max: 20 })),
    lasted: fc.integer({ min: 0, max: 30 }),
    flags: fc.array(fc.boolean(), { minLength: 3, maxLength: 3 }),
    rating: fc.constantFrom('', 'VERY_SATISFIED', 'SATISFIED', 'DISSATISFIED'),
    minute: fc.integer({ min: 10, max: 59 }),
  })
  .map((v) => {
    const isFinished = [7, 9, 10].includes(v.status);
    const isReceived = ![1, 3].includes(v.status);
    return {
      code: `H27.14-250920-000${v.number}`,
      resolving_unit: v.unit,
      procedure_code: v.procedure,
      channel: v.channel,
      status: String(v.status),
      received_on: isReceived ? dayAt(v.received) : '',
      due_on: isReceived && v.due !== null ? dayAt(v.received + v.due) : '',
      finished_on: isFinished ? dayAt(v.received + v.lasted) : '',
      payable: String(v.flags[0]),
      paid_online: String(v.flags[1]),
      electronic_result: String(v.flags[2]),
      rating: v.rating,
      updated_at: `2026-01-05T10:${v.minute}:00+07:00`,
    };
  });

interface Stored {
  readonly unit: string;
  readonly status: number;
  readonly channel: string;
  readonly received: string | null;
  readonly due: string | null;
  readonly finished: string | null;
}

/** Columns of form 06/VPCP/KSTT for a unit and `[from, to)`, counted dossier by dossier as the form explains them. */
function form06(dossiers: readonly Stored[], unit: string, from: string, to: string) {
  const own = dossiers.filter((d) => d.unit === unit && d.status !== 1 && d.status !== 3 && d.received !== null);
  const within = (day: string | null) => day !== null && day >= from && day < to;
  const openAt = (day: string) =>
    own.filter((d) => (d.received ?? '') < day && (d.finished === null || d.finished >= day));
  const resolved = own.filter((d) => within(d.finished));
  const isLate = (d: Stored, asOf: string) => d.due !== null && d.due < asOf;
  return {
    online: own.filter((d) => d.channel === 'ONLINE' && within(d.received)).length,
    otherwise: own.filter((d) => d.channel !== 'ONLINE' && within(d.received)).length,
    carriedOver: openAt(from).length,
    early: resolved.filter((d) => d.due !== null && (d.finished ?? '') < d.due).length,
    onTime: resolved.filter((d) => d.due === null || d.finished === d.due).length,
    late: resolved.filter((d) => isLate(d, d.finished ?? '')).length,
    open: openAt(to).length,
    // A dossier is overdue on the last day of the range when its appointment lies before that day's end.
    openLate: openAt(to).filter((d) => isLate(d, addOne(to, -1))).length,
  };
}

function addOne(day: string, by: number): string {
  return fromEpochDay(toEpochDay(parseCivilDate(day)) + by);
}

async function fromRollups(unit: string, from: string, to: string): Promise<ReturnType<typeof form06>> {
  const inRange = `filter (where bucket >= '${from}')`;
  const received = 'received_online + received_in_person + received_postal';
  const resolved = 'resolved_early + resolved_on_time + resolved_late';
  const [row] = await database.query<ReturnType<typeof form06>>(`select
      coalesce(sum(received_online) ${inRange}, 0)::int as online,
      coalesce(sum(received_in_person + received_postal) ${inRange}, 0)::int as otherwise,
      coalesce(sum(${received} - (${resolved})) filter (where bucket < '${from}'), 0)::int as "carriedOver",
      coalesce(sum(resolved_early) ${inRange}, 0)::int as early,
      coalesce(sum(resolved_on_time) ${inRange}, 0)::int as "onTime",
      coalesce(sum(resolved_late) ${inRange}, 0)::int as late,
      coalesce(sum(${received} - (${resolved})), 0)::int as open,
      coalesce(sum(became_overdue - resolved_late), 0)::int as "openLate"
    from unit_rollup join unit on unit.id = unit_id where code = '${unit}' and bucket < '${to}'`);
  if (!row) throw new Error('no row');
  return row;
}

/** Every cell of both rollups that counts anything, as text. */
function snapshot(): Promise<object[]> {
  return database.query(`select * from (
      select 'procedure' as kind, unit_id, procedure_id, to_jsonb(r) - 'unit_id' - 'procedure_id' as flows from procedure_rollup r
      union all select 'unit', unit_id, null, to_jsonb(r) - 'unit_id' from unit_rollup r) c
    where exists (select from jsonb_each_text(flows - 'bucket') f where f.value <> '0')
    order by kind, unit_id, procedure_id, flows->>'bucket'`);
}

const units = ['18073', '18100', 'STP'];
const ends = ['2025-09-15', '2025-10-01', '2025-10-15', '2025-11-01', '2025-11-15', '2025-12-01', '2026-01-01'];

it('keeps rollups equal to rebuilt ones and to form 06 counted by hand, after any imports', async () => {
  const files = fc.array(fc.array(version, { minLength: 1, maxLength: 8 }), { minLength: 1, maxLength: 5 });
  await fc.assert(
    fc.asyncProperty(files, async (imports) => {
      await database.query(
        'truncate dossier, procedure_rollup, unit_rollup, dossier_import, import_row, import_finding',
      );
      for (const rows of imports) expect((await database.importRows(rows)).rejected).toBe(0);
      const incremental = await snapshot();
      await rebuildRollups(database.url);
      expect(incremental).toEqual(await snapshot());
      await expectForm06();
    }),
    { numRuns: 40 },
  );
});

async function expectForm06(): Promise<void> {
  const dossiers = await database.query<Stored>(`select u.code as unit, status, channel, received_on::text as received,
    due_on::text as due, finished_on::text as finished from dossier join unit u on u.id = resolving_unit_id`);
  for (const unit of units) {
    for (const [place, to] of ends.entries()) {
      const from = ends[Math.max(0, place - 2)] ?? to;
      if (from === to) continue;
      const counts = await fromRollups(unit, from, to);
      expect(counts).toEqual(form06(dossiers, unit, from, to));
      const received = counts.online + counts.otherwise + counts.carriedOver; // (3) = (4) + (5) + (6)
      expect(received).toBe(counts.early + counts.onTime + counts.late + counts.open); // = (7) + (11)
    }
  }
}
