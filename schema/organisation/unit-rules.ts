import { PlanError, type Certainty, type CivilDate } from '../base/index.js';
import { CommuneType, UnitKind } from './unit.js';

/** What is known of a unit. */
export interface UnitFacts {
  readonly code: string;
  readonly kind: UnitKind;
  /** Of a commune only. */
  readonly communeType: CommuneType | null;
  readonly name: string;
  readonly shortName: string;
  readonly validFrom: CivilDate | null;
  readonly validTo: CivilDate | null;
  readonly formerDistrict: string | null;
  readonly certainty: Certainty;
  readonly sourceNote: string;
}

/** Why facts cannot be taken. */
export interface FactFault<Field extends string> {
  readonly field: Field;
  readonly rule: string;
  readonly message: string;
}

/** Letters and digits of codes; `@` sets the last day behind a code that a later unit carries on. */
const CODE = /^[A-Za-z0-9][A-Za-z0-9._@-]{0,39}$/;
const CONTROL_CHARACTERS = /\p{Cc}/u;
const LONGEST_NAME = 200;
const LONGEST_NOTE = 500;

/** Everything wrong with the facts of a unit, in the order of its fields; empty when nothing is. */
export function faultsOfUnit(facts: UnitFacts): FactFault<keyof UnitFacts>[] {
  const { code, kind, communeType, name, shortName, validFrom, validTo, formerDistrict, sourceNote } = facts;
  const isCommune = kind === UnitKind.Commune;
  const faults: (FactFault<keyof UnitFacts> | null)[] = [
    isCode(code) ? null : fault('code', 'CODE', 'Mã gồm 1–40 chữ cái không dấu, chữ số và . _ - @.'),
    isCommune === (communeType !== null)
      ? null
      : fault('communeType', 'COMMUNE_TYPE', 'Xã, phường, thị trấn phải ghi loại; đơn vị khác để trống.'),
    isLine(name, LONGEST_NAME) ? null : fault('name', 'TEXT', `Tên phải có 1–${LONGEST_NAME} ký tự, một dòng.`),
    isLine(shortName, LONGEST_NAME)
      ? null
      : fault('shortName', 'TEXT', `Tên ngắn phải có 1–${LONGEST_NAME} ký tự, một dòng.`),
    isRange(validFrom, validTo) ? null : fault('validTo', 'RANGE', 'Ngày chấm dứt phải sau ngày bắt đầu.'),
    formerDistrict === null || (isCommune && isLine(formerDistrict, LONGEST_NAME))
      ? null
      : fault('formerDistrict', 'FORMER_DISTRICT', 'Huyện cũ chỉ ghi cho xã, phường, thị trấn.'),
    isLine(sourceNote, LONGEST_NOTE)
      ? null
      : fault('sourceNote', 'TEXT', `Nguồn phải có 1–${LONGEST_NOTE} ký tự, một dòng.`),
  ];
  return faults.filter((found) => found !== null);
}

/** Whether a text may be the code of a unit or group. */
export function isCode(text: string): boolean {
  return CODE.test(text);
}

/** Whether a text is one line of 1 to `longest` characters, not only spaces. */
export function isLine(text: string, longest: number): boolean {
  return text.trim() !== '' && text.length <= longest && !CONTROL_CHARACTERS.test(text);
}

/** Whether half-open ends leave at least one day. */
export function isRange(from: CivilDate | null, to: CivilDate | null): boolean {
  return from === null || to === null || from < to;
}

/** Whether a unit exists on a day. */
export function existsOn(
  { validFrom, validTo }: { readonly validFrom: CivilDate | null; readonly validTo: CivilDate | null },
  day: CivilDate,
): boolean {
  return (validFrom === null || validFrom <= day) && (validTo === null || validTo > day);
}

/**
 * Code under which a former unit is kept when a later unit carries its code on: `18073@2025-06-30`, the day being its
 * last one.
 */
export function supersededCode(code: string, lastDay: CivilDate): string {
  return `${code}@${lastDay}`;
}

/** @throws PlanError INVALID_INPUT when an act has no reason of 1 to 500 characters. */
export function assertReason(reason: string): void {
  if (isLine(reason.replaceAll('\n', ' '), LONGEST_NOTE)) return;
  throw new PlanError('INVALID_INPUT', `Cần ghi lý do, từ 1 đến ${LONGEST_NOTE} ký tự.`, { field: 'reason' });
}

/** @throws PlanError INVALID_INPUT with the first fault. */
export function refuseFaults(faults: readonly FactFault<string>[]): void {
  const [first] = faults;
  if (first) throw new PlanError('INVALID_INPUT', first.message, { field: first.field, rule: first.rule });
}

function fault(field: keyof UnitFacts, rule: string, message: string): FactFault<keyof UnitFacts> {
  return { field, rule, message };
}
