import type { EntityManager } from '@mikro-orm/postgresql';
import { sql } from 'kysely';
import { AuditService } from '../../audit/index.js';
import { PlanError, readModelOf, rowsOf, type CivilDate } from '../../base/index.js';
import { MeasureService } from '../../observations/index.js';
import { Plan } from '../../plan/index.js';
import type { MeasureDimensions } from '../formula/formula-check-rules.js';
import { printFormula } from '../formula/formula-printer.js';
import { checkedFormula, type IndicatorData } from './indicator-data.js';
import { IndicatorSet } from './indicator-set.js';
import { IndicatorVersion } from './indicator-version.js';
import type { Indicator } from '../values/indicator.js';

/** What loading indicators did. */
export interface IndicatorLoad {
  /** Codes and first days of the versions that are new. */
  readonly created: readonly string[];
  /** Versions that were there, and stay as they are. */
  readonly kept: number;
}

/** A new version of an indicator; what is left out stays as it was. */
export interface NewVersion {
  readonly code: string;
  readonly from: CivilDate;
  readonly expression: string;
  readonly words: string;
  readonly name?: string | null;
  readonly exemption?: string | null;
  readonly documentNumber: string;
  readonly source: string;
  readonly reason: string;
}

/** Keeps the indicators: versions are added, never changed. */
export class IndicatorDefinitionService {
  constructor(private readonly em: EntityManager) {}

  /** All versions of all indicators. One statement. */
  async all(): Promise<IndicatorSet> {
    const model = readModelOf(this.em, IndicatorVersion);
    const rows = await rowsOf(
      this.em,
      sql<Record<string, unknown>>`select ${model.columns('indicator_version')} from indicator_version`,
    );
    const versions = rows.map((row) => model.read(row));
    return new IndicatorSet(
      versions.map(({ words, plan, ...version }) => ({ ...version, formula: words, planId: plan.id })),
    );
  }

  /** What each observed measure counts, by code. One statement. */
  async measureDimensions(): Promise<MeasureDimensions> {
    const measures = await new MeasureService(this.em).all();
    return new Map(measures.map(({ code, countUnit }) => [code, countUnit]));
  }

  /**
   * Adds the versions that are not there yet. A version that is there stays as it is, whoever set it; one that says
   * something else is left alone when the program starts (`actor` null), and refused when a person loads it.
   * Must run in a transaction.
   * @throws PlanError CONFLICT naming the versions that say something else, and the codes that another plan has.
   */
  async load(planNumber: string, wanted: readonly IndicatorData[], actor: string | null): Promise<IndicatorLoad> {
    if (wanted.length === 0) return { created: [], kept: 0 };
    const plan = await this.em.findOneOrFail(Plan, { number: planNumber });
    const codes = wanted.map(({ code }) => code);
    const stored = await this.em.find(IndicatorVersion, { code: { $in: codes } }, { populate: ['plan'] });
    refuseForeign(stored, plan);
    const byKey = new Map(stored.map((version) => [keyOf(version.code, version.validFrom), version]));
    const fresh: [IndicatorData, number][] = [];
    const changed: string[] = [];
    for (const [position, data] of wanted.entries()) {
      const there = byKey.get(keyOf(data.code, data.from));
      if (!there) fresh.push([data, position]);
      else if (actor !== null && !saysTheSame(there, data)) changed.push(keyOf(data.code, data.from));
    }
    if (changed.length > 0) {
      throw new PlanError(
        'CONFLICT',
        `Không ghi đè phiên bản chỉ số đã có: ${changed.join(', ')}. Hãy thêm phiên bản với ngày hiệu lực khác (from).`,
        { codes: changed },
      );
    }
    const created = fresh.map(([data, position]) => this.create(plan, data, position, actor ?? 'start'));
    await this.em.flush();
    await this.audit(created, actor ?? 'start', null);
    return { created: created.map(({ code, validFrom }) => keyOf(code, validFrom)), kept: stored.length };
  }

  /**
   * Adds a version of an indicator that there is; it evaluates the periods whose last day lies on or after `from`, and
   * earlier periods keep the version they had. Must run in a transaction.
   * @throws PlanError INVALID_INPUT (unknown code, faulty formula, a text left empty), CONFLICT when the newest version
   *   does not begin before `from`.
   */
  async save(version: NewVersion, actor: string): Promise<Indicator> {
    const { code, from } = version;
    requireTexts(version);
    const stored = await this.em.find(
      IndicatorVersion,
      { code },
      { orderBy: { validFrom: 'desc' }, populate: ['plan'] },
    );
    const [newest] = stored;
    if (!newest) throw new PlanError('INVALID_INPUT', `Không có chỉ số «${code}».`, { field: 'code' });
    if (from <= newest.validFrom) {
      throw new PlanError(
        'CONFLICT',
        `Phiên bản mới phải bắt đầu sau phiên bản hiện có (${newest.validFrom}): phiên bản đã đặt ra không bị ghi đè.`,
        { field: 'from' },
      );
    }
    const parsed = checkedFormula(version.expression, await this.measureDimensions());
    if (!('numerator' in parsed))
      throw new PlanError('INVALID_INPUT', `Công thức: ${parsed.join('; ')}.`, { field: 'formula' });
    const row = this.create(
      newest.plan.unwrap(),
      {
        ...version,
        parsed,
        expression: printFormula(parsed),
        name: version.name ?? newest.name,
        targets: newest.targets,
        exemption: version.exemption === undefined ? newest.exemption : version.exemption,
      },
      newest.position,
      actor,
    );
    await this.em.flush();
    await this.audit([row], actor, version.reason, newest);
    return (await this.all()).of(code, from);
  }

  private create(plan: Plan, data: IndicatorData, position: number, setBy: string): IndicatorVersion {
    const { code, from, name, words, expression, parsed, targets, exemption, source, documentNumber } = data;
    return this.em.create(IndicatorVersion, {
      plan,
      code,
      position,
      name,
      words,
      expression,
      parsed,
      targets: [...targets],
      exemption,
      source,
      documentNumber,
      validFrom: from,
      setBy,
    });
  }

  private async audit(
    versions: readonly IndicatorVersion[],
    actor: string,
    reason: string | null,
    before: IndicatorVersion | null = null,
  ): Promise<void> {
    await new AuditService(this.em).recordChanges(
      versions.map((version) => ({
        actor,
        action: 'INDICATOR_VERSION_ADDED',
        subjectType: 'Indicator',
        subjectId: version.code,
        before: before && audited(before),
        after: audited(version),
        reason,
      })),
    );
  }
}

function audited({ name, words, expression, targets, exemption, source, documentNumber, validFrom }: IndicatorVersion) {
  return { name, words, expression, targets, exemption, source, documentNumber, validFrom };
}

function saysTheSame(there: IndicatorVersion, data: IndicatorData): boolean {
  return JSON.stringify(audited(there)) === JSON.stringify(audited({ ...there, ...data, targets: [...data.targets] }));
}

function keyOf(code: string, from: CivilDate): string {
  return `${code} từ ${from}`;
}

function refuseForeign(stored: readonly IndicatorVersion[], plan: Plan): void {
  const foreign = [...new Set(stored.filter((version) => version.plan.id !== plan.id).map(({ code }) => code))];
  if (foreign.length === 0) return;
  throw new PlanError('CONFLICT', `Kế hoạch khác đã dùng mã chỉ số: ${foreign.join(', ')}; hãy đặt mã khác.`, {
    codes: foreign,
  });
}

function requireTexts({ words, documentNumber, source, reason, name }: NewVersion): void {
  const texts = { words, documentNumber, source, reason, ...(name === undefined || name === null ? {} : { name }) };
  const empty = Object.entries(texts).find(([, value]) => value.trim() === '');
  if (empty) throw new PlanError('INVALID_INPUT', `«${empty[0]}» không được để trống.`, { field: empty[0] });
}
