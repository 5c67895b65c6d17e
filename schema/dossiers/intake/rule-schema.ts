import { z } from 'zod';
import { PlanError } from '../../base/index.js';
import { parseShape, parseYaml, shapeProblems } from '../../plan/index.js';
import { FindingSeverity } from '../imports/finding-severity.js';
import { RuleCheck } from './validation-rule.js';

/** Days that rules compare; `opened_on` is the day in the dossier code, `updated_on` that of the last change. */
export const DAY_NAMES = ['opened_on', 'received_on', 'due_on', 'finished_on', 'updated_on', 'today'] as const;
/** One of them. */
export type DayName = (typeof DAY_NAMES)[number];

const day = z.enum(DAY_NAMES);
const statuses = z.array(z.int().min(1).max(10)).min(1);
const units = z.strictObject({ columns: z.array(z.enum(['receiving_unit', 'resolving_unit'])).min(1) });
const none = z.strictObject({});
const ofStatus = z.strictObject({
  column: z.enum(['received_on', 'due_on', 'finished_on', 'rating']),
  statuses,
});

/** What each check takes. */
const ruleParameters = {
  [RuleCheck.Format]: none,
  [RuleCheck.Compare]: z.strictObject({ left: day, operator: z.enum(['<', '<=', '=', '>=', '>']), right: day }),
  [RuleCheck.StatusNeeds]: ofStatus,
  [RuleCheck.StatusForbids]: ofStatus,
  [RuleCheck.NotInFuture]: z.strictObject({
    columns: z.array(z.enum(['received_on', 'due_on', 'finished_on', 'updated_at'])).min(1),
  }),
  [RuleCheck.OfferedOnline]: none,
  [RuleCheck.UnitCompetent]: none,
  [RuleCheck.UnitNotEnded]: units,
  [RuleCheck.UnitBegun]: units,
  [RuleCheck.CodeOnce]: none,
  [RuleCheck.PaidImpliesPayable]: none,
} as const;

/** The parameters of a check. */
export type RuleParameters<Check extends RuleCheck> = z.infer<(typeof ruleParameters)[Check]>;

/** Names that a message may hold in braces. */
export const MESSAGE_NAMES = [...DAY_NAMES, 'status', 'day', 'code', 'receiving_unit', 'resolving_unit'] as const;

const messageNames: ReadonlySet<string> = new Set(MESSAGE_NAMES);

const rule = z
  .strictObject({
    code: z.string().regex(/^[A-Z][A-Z\d_]{2,59}$/, { error: 'phải gồm chữ hoa không dấu, số và gạch dưới' }),
    check: z.enum(RuleCheck),
    severity: z.enum(FindingSeverity),
    enabled: z.boolean().default(true),
    parameters: z.record(z.string(), z.unknown()).default({}),
    message: z.string().trim().min(1).max(500),
    source: z.string().trim().min(1).max(500),
  })
  .superRefine(({ check, parameters, message }, context) => {
    const shape = ruleParameters[check].safeParse(parameters, { error: () => `không hợp với phép ${check}` });
    for (const { path, message: text } of shape.error?.issues ?? []) {
      context.addIssue({ code: 'custom', path: ['parameters', ...path], message: text });
    }
    for (const [, name = ''] of message.matchAll(/\{([^}]*)\}/g)) {
      if (!messageNames.has(name)) {
        const known = [...messageNames].map((text) => `{${text}}`).join(', ');
        context.addIssue({ code: 'custom', path: ['message'], message: `{${name}} không thuộc ${known}` });
      }
    }
  });

/** A rule as it is stored; its parameters fit its check. */
export type RuleData = z.infer<typeof rule>;

/** The parameters of a rule, in the shape of its check. */
export function parametersOf<Check extends RuleCheck>(check: Check, { parameters }: RuleData): RuleParameters<Check> {
  return ruleParameters[check].parse(parameters) as RuleParameters<Check>;
}

/**
 * A rule from what an administrator gave.
 * @throws PlanError INVALID_INPUT with every reason; `details.field` is the first wrong field.
 */
export function checkRule(value: unknown): RuleData {
  const result = parseShape(rule, value);
  if (result.success) return result.data;
  const reasons = result.error.issues.map(({ path, message }) => `${path.join('.') || 'quy tắc'}: ${message}`);
  const field = String(result.error.issues[0]?.path[0] ?? 'code');
  throw new PlanError('INVALID_INPUT', `Quy tắc không đúng: ${reasons.join('; ')}.`, { field });
}

/** The rules of a YAML file. @throws PlanError INVALID_INPUT naming file, line and reason of every fault. */
export function parseRules(file: string, source: string): RuleData[] {
  const yaml = parseYaml(file, source);
  const problems = Array.isArray(yaml) ? yaml : [];
  if (!Array.isArray(yaml)) {
    const result = parseShape(z.array(rule), yaml.value);
    if (result.success) return result.data;
    problems.push(...shapeProblems(yaml, [], result.error));
  }
  const lines = problems.map(({ line, message }) => `${file}:${line}: ${message}`);
  throw new PlanError('INVALID_INPUT', `Quy tắc không đúng:\n${lines.join('\n')}`, { problems });
}
