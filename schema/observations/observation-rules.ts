import type { CivilDate } from '../base/index.js';
import type { Period } from '../calendar/index.js';
import { isWebAddress, type BindableUnit } from '../plan/index.js';
import type { Measure } from './measure.js';
import type { Observation } from './observation.js';

/** What is recorded of a measure. */
export interface ObservationFacts {
  /** Whole number; null when there is none. */
  readonly value: number | null;
  /** Why there is no value; null when there is one. */
  readonly missingReason: string | null;
  readonly note: string | null;
  /** Link, http or https; null when there is none. */
  readonly evidence: string | null;
}

/** What a unit sends for a measure and a period. */
export interface ObservationEntry extends ObservationFacts {
  /** Code of the unit. */
  readonly unit: string;
  /** Code of the measure. */
  readonly measure: string;
  readonly periodId: string;
  /** Revision that the sender has seen, 0 for none; null: whatever is stored. */
  readonly expectedRevision: number | null;
}

/** Why an entry cannot be taken. */
export interface ObservationFault {
  readonly field: keyof ObservationEntry;
  /** Stable code. */
  readonly rule: string;
  /** For the user, in Vietnamese. */
  readonly message: string;
}

/** A unit, a measure and a period of the measure's scheme. */
export interface ObservationPlace {
  readonly unitId: string;
  readonly measureCode: string;
  readonly periodId: string;
}

/** Text that identifies a place. */
export function placeKey({ unitId, measureCode, periodId }: ObservationPlace): string {
  return `${unitId}/${measureCode}/${periodId}`;
}

/** The place of an observation. */
export function placeOf({ unit, measureCode, periodId }: Observation): ObservationPlace {
  return { unitId: unit.id, measureCode, periodId };
}

/** Longest reason, note and link, in characters. */
const LONGEST_TEXT = 2_000;

const TEXTS = ['missingReason', 'note', 'evidence'] as const satisfies readonly (keyof ObservationFacts)[];

/** Facts in the form in which they are kept: texts trimmed and in NFC, empty ones null. */
export function keptFacts({ value, missingReason, note, evidence }: ObservationFacts): ObservationFacts {
  return { value, missingReason: kept(missingReason), note: kept(note), evidence: kept(evidence) };
}

/** Whether two records say the same. */
export function isSameObservation(one: ObservationFacts, other: ObservationFacts): boolean {
  return one.value === other.value && TEXTS.every((field) => one[field] === other[field]);
}

/** What is wrong with facts of a measure; empty when nothing is. */
export function faultsOfFacts(
  facts: ObservationFacts,
  measure: Pick<Measure, 'least' | 'greatest'>,
): ObservationFault[] {
  const { value, missingReason, evidence } = facts;
  const { least, greatest } = measure;
  const faults: ObservationFault[] = [];
  if (value !== null && !(Number.isSafeInteger(value) && value >= least && value <= greatest)) {
    const [from, to] = [least, greatest].map((limit) => limit.toLocaleString('vi-VN'));
    faults.push({ field: 'value', rule: 'RANGE', message: `Giá trị phải là số nguyên từ ${from} đến ${to}.` });
  }
  if (value === null && missingReason === null) {
    const message = 'Không có giá trị thì phải ghi lý do; không có phát sinh thì ghi giá trị 0.';
    faults.push({ field: 'missingReason', rule: 'REASON_REQUIRED', message });
  }
  if (value !== null && missingReason !== null) {
    const message = 'Đã có giá trị thì không ghi lý do thiếu số liệu.';
    faults.push({ field: 'missingReason', rule: 'REASON_FORBIDDEN', message });
  }
  if (evidence !== null && !isWebAddress(evidence)) {
    const message = 'Minh chứng phải là một liên kết http:// hoặc https://.';
    faults.push({ field: 'evidence', rule: 'LINK', message });
  }
  for (const field of TEXTS) {
    if ((facts[field]?.length ?? 0) <= LONGEST_TEXT) continue;
    faults.push({ field, rule: 'LENGTH', message: `Không quá ${LONGEST_TEXT.toLocaleString('vi-VN')} ký tự.` });
  }
  return faults;
}

/** Why a unit cannot record a measure for a period on a day; null when it can. */
export function faultOfPlace(
  measure: Measure,
  period: Period,
  unit: BindableUnit,
  day: CivilDate,
): ObservationFault | null {
  if (period.from > day) {
    return { field: 'periodId', rule: 'NOT_BEGUN', message: `${period.name} chưa bắt đầu, chưa có số liệu để ghi.` };
  }
  if (!isBound(measure, unit)) {
    return { field: 'unit', rule: 'NOT_BOUND', message: `Đơn vị «${unit.code}» không phải ghi số đo ${measure.code}.` };
  }
  const isThere = (unit.validFrom ?? '') < period.to && (unit.validTo === null || unit.validTo >= period.to);
  if (isThere) return null;
  const message = `Đơn vị «${unit.code}» không hoạt động vào ngày cuối của kỳ ${period.name}.`;
  return { field: 'unit', rule: 'NOT_VALID', message };
}

/** Whether a unit has to enter a measure, by its kind or by name. */
export function isBound(
  { unitKinds, unitCodes, exceptUnits }: Pick<Measure, 'unitKinds' | 'unitCodes' | 'exceptUnits'>,
  { kind, code }: Pick<BindableUnit, 'kind' | 'code'>,
): boolean {
  return (unitKinds.includes(kind) || unitCodes.includes(code)) && !exceptUnits.includes(code);
}

function kept(text: string | null): string | null {
  return text?.trim().normalize('NFC') || null;
}
