import { PlanError } from '../base/index.js';
import { PROCEDURE_FLAGS, type ProcedureFacts } from './procedure-facts.js';

/** Names of the facts that a change may touch; spans and documents are kept by the change itself. */
export const FACT_NAMES = [
  'code',
  'name',
  'status',
  'competence',
  'serviceLevel',
  'serviceLevelCertainty',
  'limitOnlineText',
  'limitOnlineHours',
  'limitDirectText',
  'limitDirectHours',
  'limitPostalText',
  'limitPostalHours',
  ...PROCEDURE_FLAGS,
  'lowFrequencyReference',
  'decision',
  'certainty',
  'sourceNote',
] as const satisfies readonly (keyof ProcedureFacts)[];

/** The facts of a procedure as plain values. */
export type ProcedureFactValues = Pick<ProcedureFacts, (typeof FACT_NAMES)[number]>;

/** Facts that are never unknown. */
const REQUIRED_FACTS = [
  'code',
  'name',
  'status',
  'competence',
  'serviceLevel',
  'serviceLevelCertainty',
  'certainty',
  'sourceNote',
] as const satisfies readonly (keyof ProcedureFactValues)[];

/** A national code: one digit, a point, six digits. Source: Cơ sở dữ liệu quốc gia về TTHC. */
export const PROCEDURE_CODE = /^\d\.\d{6}$/;

const LONGEST_NAME = 2000;
const LONGEST_LIMIT_HOURS = 100_000;

/**
 * Refuses facts that no procedure can have.
 * @throws PlanError INVALID_INPUT naming the field.
 */
export function checkFacts(facts: ProcedureFactValues): void {
  for (const field of REQUIRED_FACTS) {
    if (((facts[field] as unknown) ?? null) === null) refuse(field, 'Không được để trống.');
  }
  if (!PROCEDURE_CODE.test(facts.code)) refuse('code', `«${facts.code}» không phải mã thủ tục quốc gia (1.001193).`);
  if (facts.name.trim() === '' || facts.name.length > LONGEST_NAME) {
    refuse('name', `Tên phải có từ 1 đến ${LONGEST_NAME} ký tự.`);
  }
  for (const field of ['limitOnlineHours', 'limitDirectHours', 'limitPostalHours'] as const) {
    const hours = facts[field];
    if (hours !== null && (!Number.isInteger(hours) || hours < 0 || hours > LONGEST_LIMIT_HOURS)) {
      refuse(field, `Thời hạn phải là số giờ từ 0 đến ${LONGEST_LIMIT_HOURS}.`);
    }
  }
  if (facts.lowFrequency === true && !facts.lowFrequencyReference?.trim()) {
    refuse('lowFrequencyReference', 'Loại trừ vì tần suất thấp phải ghi văn bản làm căn cứ.');
  }
}

/** The facts that differ, with their values before and after; both empty when nothing does. */
export function changedFacts(
  before: ProcedureFactValues,
  after: ProcedureFactValues,
): { readonly before: Partial<ProcedureFactValues>; readonly after: Partial<ProcedureFactValues> } {
  const changed = FACT_NAMES.filter((name) => before[name] !== after[name]);
  const pick = (facts: ProcedureFactValues) => Object.fromEntries(changed.map((name) => [name, facts[name]]));
  return { before: pick(before), after: pick(after) };
}

function refuse(field: string, message: string): never {
  throw new PlanError('INVALID_INPUT', message, { field });
}
