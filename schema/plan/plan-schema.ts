import { z } from 'zod';
import { parseCivilDate, PlanError, type CivilDate } from '../base/index.js';
import { PeriodKind, PeriodScheme } from '../calendar/index.js';
import { UnitKind } from '../organisation/index.js';
import type { AmendmentEntry } from './amendment-state-rules.js';
import { ClauseKind } from './clause.js';
import { DatePrecision } from './deadline-rule.js';
import { DutyKind, type DueRule } from './duty.js';
import type { ClauseData, DeadlineData, DutyData, PlanHeaderData, TargetData, TaskData } from './plan-data.js';
import { CorrectionCertainty, LegalBasisRelation } from './plan-document.js';
import { Comparator, MeasuredBy, TargetUnit } from './target.js';
import type { Assignment } from './task.js';

const text = z.string().refine((value) => value.trim() === value && value !== '', {
  error: 'không được để trống hoặc có khoảng trắng thừa ở đầu, cuối',
});
const note = text.nullable().default(null);
const clauseCode = z
  .string()
  .regex(/^[A-Z]+(\.[\p{Ll}\d]+)*$/u, { error: 'phải là ký hiệu như «IV.8.e», các phần cách nhau bằng dấu chấm' });
const entryCode = z.string().regex(/^[A-Z]+(\.[\p{Ll}\d]+)*(-[A-Z\d_]+)?$/u, {
  error: 'phải là ký hiệu của điểm, có thể thêm đuôi: «IV.8.e-MONTH»',
});
const unitCode = z.string().regex(/^[A-Z\d]+$/, { error: 'phải là mã đơn vị viết hoa, ví dụ «SKHCN»' });
const clauseCodes = z.array(clauseCode);

const date = z.string().transform((value, context): CivilDate => {
  try {
    return parseCivilDate(value);
  } catch (error) {
    if (!(error instanceof PlanError)) throw error;
    context.addIssue({ code: 'custom', message: error.message });
    return z.NEVER;
  }
});

const scope = z.enum(['EVERY_DEPARTMENT', 'EVERY_COMMUNE']);
const party = z.union([z.strictObject({ unit: unitCode }), z.strictObject({ scope })], {
  error: 'phải là { unit: MÃ ĐƠN VỊ } hoặc { scope: EVERY_DEPARTMENT } hoặc { scope: EVERY_COMMUNE }',
});
type Party = z.infer<typeof party>;

const parties = z.array(party).transform(toAssignment);
const someParties = z.array(party).min(1, { error: 'phải có ít nhất một đơn vị' }).transform(toAssignment);
const lead = z
  .preprocess(
    (value) => (value === null || value === undefined || Array.isArray(value) ? value : [value]),
    z.array(party).min(1, { error: 'phải có ít nhất một đơn vị' }).nullable(),
  )
  .transform((list) => list && toAssignment(list));

function toAssignment(list: readonly Party[]): Assignment {
  return {
    units: list.flatMap((item) => ('unit' in item ? [item.unit] : [])),
    scopes: list.flatMap((item) => ('scope' in item ? [item.scope] : [])),
  };
}

const exceptions = z.array(z.strictObject({ unit: unitCode, reason: text }));

const dueRule = z
  .union(
    [
      z.strictObject({ workingDaysAfterCutOff: z.int().min(1).max(60) }),
      z.strictObject({ endOfPeriod: z.literal(true), lastWorkingDay: z.literal(true) }),
      z.strictObject({ dayOfLastMonth: z.int().min(1).max(31), roll: z.enum(['NONE', 'NEXT_WORKING_DAY']) }),
    ],
    {
      error:
        'phải là { workingDaysAfterCutOff: SỐ NGÀY } hoặc { endOfPeriod: true, lastWorkingDay: true } ' +
        'hoặc { dayOfLastMonth: NGÀY, roll: NONE hoặc NEXT_WORKING_DAY }',
    },
  )
  .transform((rule): DueRule => {
    if ('workingDaysAfterCutOff' in rule) {
      return { kind: 'WORKING_DAYS_AFTER_CUT_OFF', days: rule.workingDaysAfterCutOff };
    }
    if ('dayOfLastMonth' in rule) return { kind: 'DAY_OF_LAST_MONTH', day: rule.dayOfLastMonth, roll: rule.roll };
    return { kind: 'LAST_WORKING_DAY_OF_PERIOD' };
  });

/** Shape of `plan.yaml`. */
export const headerSchema: z.ZodType<PlanHeaderData> = z.strictObject({
  number: text,
  version: z.int().min(1),
  title: text,
  issuedOn: date,
  effectiveOn: date,
  issuer: text,
  source: text,
  preamble: z.array(text).min(1),
  legalBases: z.array(
    z.strictObject({
      number: text,
      issuedOn: date,
      relation: z.enum(LegalBasisRelation),
      quote: text,
    }),
  ),
  corrections: z.array(
    z.strictObject({
      clause: clauseCode.nullable(),
      printed: text,
      corrected: text,
      certainty: z.enum(CorrectionCertainty),
      reason: text,
    }),
  ),
});

/** A clause as its file has it: parent and position follow from code and order. */
export type ClauseEntry = Omit<ClauseData, 'parent' | 'position'>;

/** Shape of one entry of `clauses.yaml`. */
export const clauseSchema: z.ZodType<ClauseEntry> = z.strictObject({
  code: clauseCode,
  heading: text.nullable().default(null),
  headingReconstructed: z.boolean().default(false),
  note,
  kinds: z.array(z.enum(ClauseKind)).min(1, { error: 'điểm chưa được phân loại' }),
  text: text.nullable(),
});

/** Shape of one entry of `targets.yaml`. */
export const targetSchema: z.ZodType<TargetData> = z.strictObject({
  code: entryCode,
  clause: clauseCode,
  name: text,
  quote: text,
  indicator: z
    .string()
    .regex(/^[A-Z][A-Z\d_]*$/, { error: 'phải là mã chỉ số viết hoa' })
    .nullable(),
  measuredBy: z.enum(MeasuredBy).nullable(),
  comparator: z.enum(Comparator),
  value: z.int().min(0),
  unit: z.enum(TargetUnit),
  from: date.nullable(),
  until: date.nullable(),
  appliesTo: z.array(z.enum([UnitKind.Department, UnitKind.Commune])),
  units: z.array(unitCode).default([]),
  assignedBy: clauseCodes,
  exemption: text.nullable(),
  note,
});

/** Shape of one entry of `tasks.yaml`. */
export const taskSchema: z.ZodType<TaskData> = z.strictObject({
  code: entryCode,
  clause: clauseCode,
  name: text,
  quote: text,
  lead,
  cooperating: parties,
  except: exceptions.default([]),
  assignedBy: clauseCodes,
  partners: z.array(text).default([]),
  note,
});

/** Shape of one entry of `duties.yaml`. */
export const dutySchema: z.ZodType<DutyData> = z.strictObject({
  code: entryCode,
  clause: clauseCode,
  kind: z.enum(DutyKind),
  name: text,
  quote: text,
  cycle: z.enum(PeriodKind),
  scheme: z.enum(PeriodScheme),
  responsible: someParties,
  except: exceptions,
  recipients: z.array(unitCode),
  cooperating: parties,
  dueRule,
  dueRuleSource: text,
  firstPeriodFrom: date,
  embeddedIn: text.nullable().default(null),
});

/** Shape of one entry of `deadlines.yaml`. */
export const deadlineSchema: z.ZodType<DeadlineData> = z.strictObject({
  code: entryCode,
  clause: clauseCode,
  name: text,
  quote: text,
  precision: z.enum(DatePrecision),
  until: text,
  roll: z.enum(['LAST_WORKING_DAY', 'LAST_DAY']),
  ruleText: text,
  responsible: someParties,
  except: exceptions,
  target: entryCode.nullable(),
});

function entryLists() {
  return z
    .strictObject({
      clauses: z.array(clauseSchema).default([]),
      targets: z.array(targetSchema).default([]),
      tasks: z.array(taskSchema).default([]),
      duties: z.array(dutySchema).default([]),
      deadlines: z.array(deadlineSchema).default([]),
    })
    .default({ clauses: [], targets: [], tasks: [], duties: [], deadlines: [] });
}

const endedLists = z
  .strictObject({
    clauses: z.array(clauseCode).default([]),
    targets: z.array(entryCode).default([]),
    tasks: z.array(entryCode).default([]),
    duties: z.array(entryCode).default([]),
    deadlines: z.array(entryCode).default([]),
  })
  .default({ clauses: [], targets: [], tasks: [], duties: [], deadlines: [] });

/** Shape of one file of `amendments/`. */
export const amendmentSchema: z.ZodType<AmendmentEntry> = z.strictObject({
  number: text,
  title: text,
  issuedOn: date,
  effectiveOn: date,
  changed: entryLists(),
  added: entryLists(),
  ended: endedLists,
});
