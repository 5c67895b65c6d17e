import type { EntityManager } from '@mikro-orm/postgresql';
import { AuditService } from '../../audit/index.js';
import { PlanError } from '../../base/index.js';
import { builtInRules } from './built-in.js';
import { checkRule, type RuleData } from './rule-schema.js';
import type { FindingSeverity } from '../imports/finding-severity.js';
import { RuleCheck, ValidationRule } from './validation-rule.js';

/** What an administrator says of a rule; what is left out stays, of a new rule it must be there. */
export interface RuleChange {
  readonly code: string;
  readonly severity?: FindingSeverity | null;
  readonly enabled?: boolean | null;
  readonly parameters?: Readonly<Record<string, unknown>> | null;
  readonly message?: string | null;
  readonly source?: string | null;
}

/** Keeps the rules that rows of dossier files are checked by. */
export class RuleService {
  constructor(private readonly em: EntityManager) {}

  /** Stores the rules of this version whose code is not stored yet; what is stored stays. Number of them. */
  async load(): Promise<number> {
    const stored = new Set((await this.em.find(ValidationRule, {}, { fields: ['code'] })).map(({ code }) => code));
    const missing = builtInRules().filter(({ code }) => !stored.has(code));
    for (const rule of missing) this.em.create(ValidationRule, rule);
    await this.em.flush();
    return missing.length;
  }

  /** Every rule, those about form too, by code. */
  all(): Promise<ValidationRule[]> {
    return this.em.find(ValidationRule, {}, { orderBy: { code: 'asc' } });
  }

  /**
   * Changes a rule, or adds one that compares two days, audited.
   * @throws PlanError INVALID_INPUT when the rule would not fit its check, CONFLICT for a rule about form.
   */
  async save({ code, ...change }: RuleChange, actor: string): Promise<ValidationRule> {
    const stored = await this.em.findOne(ValidationRule, { code }, { lockMode: 4 });
    if (stored?.check === RuleCheck.Format) {
      throw new PlanError('CONFLICT', `Quy tắc ${code} về dạng của ô luôn bật và luôn chặn, không đổi được.`, {
        field: 'code',
      });
    }
    const before = stored && factsOf(stored);
    const given = Object.entries(change).filter(([, value]) => value !== null && value !== undefined);
    const blank = { code, check: RuleCheck.Compare, enabled: true };
    const rule = checkRule({ ...blank, ...before, ...Object.fromEntries(given) });
    const saved = stored ? Object.assign(stored, rule) : this.em.create(ValidationRule, rule);
    await this.em.flush();
    await new AuditService(this.em).recordChange({
      actor,
      action: 'VALIDATION_RULE_SAVED',
      subjectType: 'ValidationRule',
      subjectId: code,
      before,
      after: rule,
      reason: null,
    });
    return saved;
  }
}

function factsOf({ code, check, severity, enabled, parameters, message, source }: ValidationRule): RuleData {
  return { code, check, severity, enabled, parameters, message, source };
}
