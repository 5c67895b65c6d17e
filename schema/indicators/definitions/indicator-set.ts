import { PlanError, type CivilDate } from '../../base/index.js';
import type { Target } from '../../plan/index.js';
import { Indicator, type IndicatorParts } from '../values/indicator.js';

/** A version before it is known when the next one begins. */
export type VersionParts = Omit<IndicatorParts, 'validTo'> & { readonly position: number };

/** All indicators in all their versions; the version of a day is the last that has begun, or else the first. */
export class IndicatorSet {
  private readonly byCode: ReadonlyMap<string, readonly Indicator[]>;

  constructor(versions: readonly VersionParts[]) {
    const ordered = versions.toSorted((a, b) => a.position - b.position || (a.code < b.code ? -1 : 1));
    const codes = Map.groupBy(ordered, ({ code }) => code);
    this.byCode = new Map([...codes].map(([code, of]) => [code, chained(of)]));
  }

  /** Indicators that are counted from dossiers, as of a day, in the order in which reports print them. */
  ofDossiers(day: CivilDate): Indicator[] {
    return this.on(day).filter(({ measuredFrom }) => measuredFrom === 'DOSSIER');
  }

  /** Every indicator as of a day. */
  on(day: CivilDate): Indicator[] {
    return [...this.byCode.values()].flatMap((versions) => versionOn(versions, day) ?? []);
  }

  /** The indicator of a code as of a day. @throws PlanError INVALID_INPUT naming the codes there are. */
  of(code: string, day: CivilDate): Indicator {
    const found = versionOn(this.versionsOf(code), day);
    if (found) return found;
    const codes = [...this.byCode.keys()].join(', ');
    throw new PlanError('INVALID_INPUT', `Không có chỉ số «${code}». Các chỉ số: ${codes}.`, { code });
  }

  /** The indicator that measures a target, as of a day; null when none does. */
  measuring(
    { indicatorCode, plan, code }: Pick<Target, 'indicatorCode' | 'plan' | 'code'>,
    day: CivilDate,
  ): Indicator | null {
    if (indicatorCode !== null) return versionOn(this.versionsOf(indicatorCode), day) ?? null;
    const measures = (of: Indicator) => of.planId === plan.id && of.targets.includes(code);
    return this.on(day).find(measures) ?? null;
  }

  /** Versions of an indicator, earliest first; none for a code there is not. */
  versionsOf(code: string): readonly Indicator[] {
    return this.byCode.get(code) ?? [];
  }
}

function chained(versions: readonly VersionParts[]): Indicator[] {
  const ordered = versions.toSorted((a, b) => (a.validFrom < b.validFrom ? -1 : 1));
  return ordered.map((version, index) => new Indicator({ ...version, validTo: ordered[index + 1]?.validFrom ?? null }));
}

function versionOn(versions: readonly Indicator[], day: CivilDate): Indicator | undefined {
  return versions.findLast(({ validFrom }) => validFrom <= day) ?? versions[0];
}
