import { PlanError, type CivilDate } from '../base/index.js';
import type { Period } from '../calendar/index.js';
import type { BindableUnit } from '../plan/index.js';
import { measureOfPeriod } from './measure-rules.js';
import type { Measure } from './measure.js';
import {
  faultOfPlace,
  faultsOfFacts,
  isSameObservation,
  keptFacts,
  placeKey,
  type ObservationEntry,
  type ObservationFault,
} from './observation-rules.js';
import type { Observation } from './observation.js';

/** Who records, on which day, and how. */
export interface RecordingAct {
  /** E-mail of the account, or the name of the command. */
  readonly actor: string;
  readonly day: CivilDate;
  /** Why, for the audit; null when nobody was asked. */
  readonly reason: string | null;
  /** Marks what is recorded as made up. */
  readonly synthetic: boolean;
  /** Lets a unit pass for which the actor may record. @throws PlanError otherwise. */
  readonly assertMayRecord: (unitId: string) => void;
}

/** An entry that can be stored. */
export interface Recordable {
  readonly kind: 'NEW';
  readonly entry: ObservationEntry;
  readonly unitId: string;
  readonly period: Period;
  readonly before: Observation | null;
}

/** What an entry comes to, before anything is stored. */
export type Judgement =
  | Recordable
  /** The same is recorded already. */
  | { readonly kind: 'SAME'; readonly entry: ObservationEntry; readonly stored: Observation }
  /** Something else has been recorded meanwhile; `stored` is null when nothing is. */
  | { readonly kind: 'CONFLICT'; readonly entry: ObservationEntry; readonly stored: Observation | null }
  | {
      readonly kind: 'REFUSED';
      readonly entry: ObservationEntry;
      readonly code: PlanError['code'];
      readonly faults: readonly ObservationFault[];
    };

/** What came of an entry. */
export type Recording =
  | { readonly kind: 'RECORDED'; readonly observation: Observation; readonly isNew: boolean }
  | Extract<Judgement, { kind: 'CONFLICT' | 'REFUSED' }>;

/** What entries are judged by: units and versions of measures by code, and who records. */
export interface Surroundings {
  readonly units: ReadonlyMap<string, BindableUnit>;
  readonly measures: ReadonlyMap<string, readonly Measure[]>;
  readonly act: RecordingAct;
}

/** An entry whose unit, measure and period may be recorded. */
export type Placed = Omit<Recordable, 'kind' | 'before'> & { readonly measure: Measure };

/** Finds what an entry is about; refuses it when unit, measure or period will not do. */
export function place(entry: ObservationEntry, { units, measures, act }: Surroundings): Placed | Judgement {
  const unit = units.get(entry.unit);
  if (!unit) return refused(entry, 'NOT_FOUND', 'unit', 'UNIT', `Không có đơn vị mã «${entry.unit}».`);
  const versions = measures.get(entry.measure);
  if (!versions) return refused(entry, 'NOT_FOUND', 'measure', 'MEASURE', `Không có số đo mã «${entry.measure}».`);
  try {
    act.assertMayRecord(unit.id);
    const governed = measureOfPeriod(versions, entry.periodId);
    const fault = governed && faultOfPlace(governed.measure, governed.period, unit, act.day);
    if (fault) return { kind: 'REFUSED', entry, code: 'INVALID_INPUT', faults: [fault] };
    if (governed) return { entry: { ...entry, ...keptFacts(entry) }, unitId: unit.id, ...governed };
  } catch (error) {
    if (!(error instanceof PlanError)) throw error;
    const field = error.code === 'INVALID_INPUT' ? 'periodId' : 'unit';
    return refused(entry, error.code, field, error.code === 'INVALID_INPUT' ? 'PERIOD' : 'FORBIDDEN', error.message);
  }
  const message = `Số đo ${entry.measure} không được ghi ở kỳ ${entry.periodId}.`;
  return refused(entry, 'INVALID_INPUT', 'periodId', 'NO_MEASURE', message);
}

/**
 * What a placed entry comes to beside what is stored, by place key. Real figures that happen to equal made-up ones are
 * new all the same: the mark has to go.
 */
export function judge(
  one: Placed | Judgement,
  stored: ReadonlyMap<string, Observation>,
  act: Pick<RecordingAct, 'synthetic'>,
): Judgement {
  if (!('measure' in one)) return one;
  const { entry, measure, unitId, period } = one;
  const faults = faultsOfFacts(entry, measure);
  if (faults.length > 0) return { kind: 'REFUSED', entry, code: 'INVALID_INPUT', faults };
  const before = stored.get(keyOf(one)) ?? null;
  if (before && isSameObservation(before, entry) && (act.synthetic || !before.synthetic))
    return { kind: 'SAME', entry, stored: before };
  if (entry.expectedRevision !== null && entry.expectedRevision !== (before?.revision ?? 0)) {
    return { kind: 'CONFLICT', entry, stored: before };
  }
  return { kind: 'NEW', entry, unitId, period, before };
}

function refused(
  entry: ObservationEntry,
  code: PlanError['code'],
  field: ObservationFault['field'],
  rule: string,
  message: string,
): Judgement {
  return { kind: 'REFUSED', entry, code, faults: [{ field, rule, message }] };
}

/** Place key of an entry. */
export function keyOf({ unitId, entry }: Pick<Recordable, 'unitId' | 'entry'>): string {
  return placeKey({ unitId, measureCode: entry.measure, periodId: entry.periodId });
}
