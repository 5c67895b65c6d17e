import type { EntityManager } from '@mikro-orm/postgresql';
import { AuditService } from '../audit/index.js';
import { PlanError, type CivilDate } from '../base/index.js';
import { Province, Unit } from '../organisation/index.js';
import { Clause } from './clause.js';
import { DeadlineRule } from './deadline-rule.js';
import { Duty } from './duty.js';
import type { PlanData } from './plan-data.js';
import { clauseRow, deadlineRuleRow, dutyRow, planRow, targetRow, taskRow, type PlanReferences } from './plan-rows.js';
import { PlanSync, type PlanChange, type StoredVersion } from './plan-sync.js';
import { unitMentions } from './plan-units-rules.js';
import { refuseLosingWhatIsUsed } from './plan-use.js';
import { planVersions, type PlanVersions } from './plan-versions-rules.js';
import { Plan } from './plan.js';
import { Target } from './target.js';
import { Task } from './task.js';
import { isInForce } from './version-rules.js';

/** How many versions a loaded plan has of each kind, and what loading it created, changed or removed. */
export interface PlanLoadSummary {
  readonly clauses: number;
  readonly targets: number;
  readonly tasks: number;
  readonly duties: number;
  readonly deadlineRules: number;
  readonly created: number;
  readonly changed: number;
  readonly removed: number;
  /** One entry per row, by table and code. */
  readonly changes: readonly PlanChange[];
}

/** Who loads a plan, and for whom. */
export interface PlanLoadAct {
  /** Name of the command or of the start that loads; stands in the audit. */
  readonly actor: string;
  /** GSO code of the province that carries the plan out. */
  readonly provinceCode?: string;
}

/** Actor of the data that the program brings; only what it loaded itself is kept equal to them. */
const STARTUP = 'start';

/** Brings plans from their data folders into the database. */
export class PlanService {
  constructor(private readonly em: EntityManager) {}

  /**
   * Loads the plan that the program brings, unless a person has loaded that plan since: a start never undoes it.
   * @returns null when it was left alone.
   * @throws PlanError as `load`.
   */
  async loadAtStart(data: PlanData): Promise<PlanLoadSummary | null> {
    const stored = await this.em.findOne(Plan, { number: data.plan.number });
    return stored && stored.loadedBy !== STARTUP ? null : this.load(data);
  }

  /**
   * Makes the stored plan equal to its data: the plan as issued and its amendments, each entry with all its versions.
   * Plans are known by number, versions by code and document; ids stay, so that deadlines and reports keep what they
   * refer to. Loading the same data again writes nothing. Must run in a transaction.
   *
   * @throws PlanError NOT_FOUND when there is no such province; INVALID_INPUT listing every unit code that the province
   *   does not have; CONFLICT when the data lost what deadlines or reports stand on.
   */
  async load(
    data: PlanData,
    { actor, provinceCode = '42' }: PlanLoadAct = { actor: STARTUP },
  ): Promise<PlanLoadSummary> {
    const province = await this.em.findOne(Province, { code: provinceCode });
    if (!province) throw new PlanError('NOT_FOUND', `Không có tỉnh mã «${provinceCode}».`, { provinceCode });
    await this.refuseUnknownUnits(data, province);
    const sync = new PlanSync(this.em);
    const stored = await this.em.findOne(Plan, { number: data.plan.number });
    const row = planRow(data, province, actor);
    const plan = stored ? sync.change(stored, row) : this.em.create(Plan, row);
    const versions = planVersions(data);
    await this.scheduleParts(sync, plan, versions);
    const changes = sync.changes();
    if (stored) await refuseLosingWhatIsUsed(this.em.fork({ keepTransactionContext: true }), plan, changes);
    await this.em.flush();
    await this.audit(plan, actor, changes);
    return summaryOf(versions, changes);
  }

  private async scheduleParts(sync: PlanSync, plan: Plan, versions: PlanVersions): Promise<void> {
    const clauses = await sync.versions(Clause, plan, versions.clauses, (version) => ({
      ...clauseRow(version, { plan }),
      parent: null,
    }));
    const clause = lookUp(clauses);
    for (const [index, { entry, validFrom }] of versions.clauses.entries()) {
      const child = clauses[index];
      if (child) this.em.assign(child, { parent: entry.parent === null ? null : clause(entry.parent, validFrom) });
    }
    let target = lookUp<Target>([]);
    const known: PlanReferences = { plan, clause, target: (code, day) => target(code, day) };
    target = lookUp(await sync.versions(Target, plan, versions.targets, (version) => targetRow(version, known)));
    await sync.versions(Task, plan, versions.tasks, (version) => taskRow(version, known));
    await sync.versions(Duty, plan, versions.duties, (version) => dutyRow(version, known));
    await sync.versions(DeadlineRule, plan, versions.deadlines, (version) => deadlineRuleRow(version, known));
  }

  private async refuseUnknownUnits(data: PlanData, province: Province): Promise<void> {
    const units = await this.em.find(Unit, { province }, { fields: ['code'] });
    const known = new Set(units.map(({ code }) => code));
    const unknown = unitMentions(data).filter(({ unit }) => !known.has(unit));
    if (unknown.length === 0) return;
    const listing = [...new Set(unknown.map(({ unit, entry }) => `«${unit}» (${entry})`))].join(', ');
    throw new PlanError(
      'INVALID_INPUT',
      `Kế hoạch ${data.plan.number} nêu đơn vị không có trong danh mục của ${province.name}: ${listing}.`,
      { unknown },
    );
  }

  private async audit(plan: Plan, actor: string, changes: readonly PlanChange[]): Promise<void> {
    if (changes.length === 0) return;
    await new AuditService(this.em).record({
      actor,
      action: 'PLAN_LOADED',
      subjectType: 'Plan',
      subjectId: plan.id,
      details: { number: plan.number, changes },
    });
  }
}

/** Finds the version of a code on a day. */
function lookUp<E extends StoredVersion>(versions: readonly E[]): (code: string, day: CivilDate) => E {
  const byCode = Map.groupBy(versions, ({ code }) => code);
  return (code, day) => {
    const found = byCode.get(code)?.find((version) => isInForce(version, day));
    if (found) return found;
    throw new PlanError('INVALID_INPUT', `Dữ liệu kế hoạch không có mục «${code}» vào ngày ${day}.`, { code, day });
  };
}

function summaryOf(versions: PlanVersions, changes: readonly PlanChange[]): PlanLoadSummary {
  const count = (kind: PlanChange['kind']) => changes.filter((change) => change.kind === kind).length;
  return {
    clauses: versions.clauses.length,
    targets: versions.targets.length,
    tasks: versions.tasks.length,
    duties: versions.duties.length,
    deadlineRules: versions.deadlines.length,
    created: count('CREATED'),
    changed: count('CHANGED'),
    removed: count('REMOVED'),
    changes,
  };
}
