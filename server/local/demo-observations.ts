import type { EntityManager } from '@mikro-orm/postgresql';
import { createHash } from 'node:crypto';
import { addDays, type CivilDate } from '../../schema/base/index.js';
import { periodsClosingIn } from '../../schema/calendar/index.js';
import {
  faultOfPlace,
  MeasureService,
  RecordingService,
  type Measure,
  type ObservationEntry,
} from '../../schema/observations/index.js';
import { UnitService, type Unit } from '../../schema/organisation/index.js';
import { DEMO_ACTOR } from './demo-actor.js';

/** Of a hundred units so many have no figure for a period. */
const MISSING_OF_HUNDRED = 4;

/** A made-up share of a made-up whole: percent at first, and percent more with every period, to 100 at most. */
interface MadeUpShare {
  readonly whole: string;
  readonly part: string;
  readonly least: number;
  readonly most: number;
  readonly percent: readonly [least: number, most: number];
  readonly growth: number;
}

const SHARES: readonly MadeUpShare[] = [
  { whole: 'STAFF_TOTAL', part: 'STAFF_VNEID_LEVEL_2', least: 25, most: 90, percent: [80, 99], growth: 2 },
  { whole: 'ADULTS_TOTAL', part: 'ADULTS_WITH_SIGNATURE', least: 6_000, most: 14_000, percent: [25, 55], growth: 2 },
  { whole: 'NDXP_SERVICES_READY', part: 'NDXP_SERVICES_USED', least: 2, most: 9, percent: [40, 100], growth: 10 },
];

/**
 * Makes up what units counted in every period closed by a day, marked as synthetic, so that the targets which
 * observations measure have values; some units have none in some periods. Always the same for the same day. Must run in
 * a transaction. Number of observations.
 */
export async function makeDemoObservations(em: EntityManager, today: CivilDate): Promise<number> {
  const measures = new Map((await new MeasureService(em).on(today)).map((measure) => [measure.code, measure]));
  const units = await new UnitService(em).all();
  const entries = SHARES.flatMap((share) => {
    const whole = measures.get(share.whole);
    return whole ? entriesOf(share, whole, units, today) : [];
  });
  const recording = new RecordingService(em);
  const act = { actor: DEMO_ACTOR, day: today, reason: 'Mô phỏng', synthetic: true, assertMayRecord: () => undefined };
  return (await recording.storeAll(await recording.judge(entries, act), act)).length;
}

function entriesOf(share: MadeUpShare, measure: Measure, units: readonly Unit[], today: CivilDate): ObservationEntry[] {
  const { validFrom, cycle, scheme } = measure;
  return periodsClosingIn(validFrom, addDays(today, 1), cycle, scheme).flatMap((period, place) =>
    units
      .filter((unit) => faultOfPlace(measure, period, unit, today) === null)
      .flatMap(({ code }) => {
        const whole = between(share.least, share.most, `${share.whole} ${code}`);
        const percent = Math.min(100, between(...share.percent, `${share.part} ${code}`) + share.growth * place);
        const isMissing = between(1, 100, `${share.part} ${code} ${period.id}`) <= MISSING_OF_HUNDRED;
        const about = { unit: code, periodId: period.id };
        const part = isMissing ? null : Math.floor((whole * percent) / 100);
        return [
          entryOf({ ...about, measure: share.whole, value: whole }),
          entryOf({ ...about, measure: share.part, value: part }),
        ];
      }),
  );
}

function entryOf(facts: Pick<ObservationEntry, 'unit' | 'measure' | 'periodId' | 'value'>): ObservationEntry {
  const missingReason = facts.value === null ? 'Mô phỏng: chưa tổng hợp xong' : null;
  return { ...facts, missingReason, note: null, evidence: null, expectedRevision: 0 };
}

/** A whole number of `[least, most]`, always the same for the same text. */
function between(least: number, most: number, text: string): number {
  return least + (createHash('sha256').update(text).digest().readUInt32BE(0) % (most - least + 1));
}
