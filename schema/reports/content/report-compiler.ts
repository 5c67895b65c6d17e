import type { EntityManager } from '@mikro-orm/postgresql';
import { sql } from 'kysely';
import { rowsOf } from '../../base/index.js';
import type { Period } from '../../calendar/index.js';
import type { UnitKind } from '../../organisation/index.js';
import type { ReportContent } from '../report-content.js';
import { FiguresReader, type PeriodReading } from './figures-reader.js';
import { provinceContent } from './province-content-rules.js';
import { placesOf } from './rank-rules.js';
import { pointOf } from './report-content-rules.js';
import { coveredOf, unitContent, type PlacesByIndicator } from './unit-content-rules.js';

/** A unit that owes the report of a period. */
export interface OwingUnit {
  readonly unitId: string;
  /** Null when it is owed no more. */
  readonly deadlineId: string | null;
  readonly code: string;
  readonly name: string;
  readonly kind: UnitKind;
}

/** One closed period of a plan and whose reports it still lacks. */
export interface PeriodToCompile {
  readonly planId: string;
  readonly province: { readonly id: string; readonly code: string; readonly name: string };
  readonly period: Period;
  readonly units: readonly OwingUnit[];
  readonly provinceMissing: boolean;
}

/** A report ready to be stored; unit and deadline are null for the province's own. */
export interface CompiledReport {
  readonly scopeKey: string;
  readonly unitId: string | null;
  readonly deadlineId: string | null;
  readonly content: ReportContent;
}

/** A report that can be put together from what was read; `content` throws when it cannot. */
export interface CompilableReport extends Omit<CompiledReport, 'content'> {
  content(): ReportContent;
}

/** Figures kept changing while they were read; nothing is wrong with any unit. */
export class FiguresChanged extends Error {}

/** Key of the province's own report among those of its units. */
export const PROVINCE_SCOPE = 'PROVINCE';

/** An import may end while a period is being read; so many may in a row before the run gives up and is retried. */
const MOST_READS = 5;

interface Marks {
  readonly version: number;
  readonly observations: number;
}

/** Compiles whole periods; the number of statements does not depend on the number of units. */
export class ReportCompiler {
  /** Reads the facts of the marks; what it keeps is of no use for other ones. */
  private reading: { readonly marks: Marks; readonly reader: FiguresReader } | undefined;

  constructor(private readonly em: EntityManager) {}

  /**
   * Reports of one period, the province's first, then by unit in the order given; all of one data version. Contents are
   * put together one by one as they are asked for, so that many thousand never stand in memory at once.
   *
   * The statements of a read-committed transaction may see different imports. Every import raises the data version, so
   * a period read between two equal versions is of one piece, without making imports wait; the same goes for the number
   * of observations, of which none is ever changed.
   *
   * @param asOf instant of compiling: what was recorded of deadlines and tasks then or later does not count, so that the
   *   same facts give the same figures later.
   * @throws FiguresChanged when imports do not let it read.
   */
  async compile(work: PeriodToCompile, asOf: Date): Promise<CompilableReport[]> {
    return (await this.compileWith(work, asOf)).reports;
  }

  /** The same, and the data version that the figures are of. */
  async compileWith(
    work: PeriodToCompile,
    asOf: Date,
  ): Promise<{ readonly reports: CompilableReport[]; readonly dataVersion: number }> {
    let marks = await this.marks();
    for (let read = 1; read <= MOST_READS; read += 1) {
      const reading = await this.readerOf(marks).read({
        ...work,
        provinceWanted: work.provinceMissing,
        asOf,
        dataVersion: marks.version,
      });
      const after = await this.marks();
      if (areSame(marks, after)) return { reports: reportsOf(work, reading), dataVersion: marks.version };
      marks = after;
    }
    throw new FiguresChanged(`Figures of ${work.period.id} changed during each of ${MOST_READS} reads`);
  }

  private readerOf(marks: Marks): FiguresReader {
    if (!this.reading || !areSame(this.reading.marks, marks)) {
      this.reading = { marks, reader: new FiguresReader(this.em) };
    }
    return this.reading.reader;
  }

  private async marks(): Promise<Marks> {
    const [row] = await rowsOf(
      this.em,
      sql<{ version: string; observations: number }>`select data_version as version,
        (select count(*)::int from observation) as observations from installation`,
    );
    return { version: Number(row?.version ?? 0), observations: row?.observations ?? 0 };
  }
}

function areSame(a: Marks, b: Marks): boolean {
  return a.version === b.version && a.observations === b.observations;
}

function reportsOf(work: PeriodToCompile, { facts, own }: PeriodReading): CompilableReport[] {
  const places: PlacesByIndicator = new Map(
    facts.frame.indicators.map((indicator) => [
      indicator.code,
      placesOf(
        facts.unitsOfDay.map(({ id: unitId, kind }) => ({
          unitId,
          kind,
          ...pointOf(indicator, coveredOf(facts, unitId, facts.frame.ranges.current)),
        })),
      ),
    ]),
  );
  const ofUnits = work.units.map(({ unitId, deadlineId, code }) => ({
    scopeKey: code,
    unitId,
    deadlineId,
    content: () => unitContent(facts, places, unitId),
  }));
  const ofProvince = own && {
    scopeKey: PROVINCE_SCOPE,
    unitId: null,
    deadlineId: null,
    content: () => provinceContent(facts, own, places),
  };
  return ofProvince ? [ofProvince, ...ofUnits] : ofUnits;
}
