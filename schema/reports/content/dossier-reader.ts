import type { EntityManager } from '@mikro-orm/postgresql';
import { sql } from 'kysely';
import { addDays, rowsOf, type DayRange } from '../../base/index.js';
import { FindingCountService, ProcessingTimeService, type DossierWarning } from '../../dossiers/index.js';
import { timeTargetOf } from '../../indicators/index.js';
import type { Target } from '../../plan/index.js';
import type { PeriodFacts, TimesByUnit } from './period-figures.js';
import type { ReportRanges } from './report-range-rules.js';
import type { SharedReader } from './shared-reader.js';

/** What single dossiers tell; null where those of the range are archived. */
export interface DossierReading {
  readonly warnings: readonly DossierWarning[] | null;
  readonly times: PeriodFacts['times'];
  readonly timeTargets: readonly Target[];
}

/** Reads what only single dossiers tell: how long they took, and what is wrong with them. */
export class DossierReader {
  constructor(
    private readonly em: EntityManager,
    private readonly shared: SharedReader,
  ) {}

  /** Warnings and times; figures stand at the units of the period's last day. At most six statements. */
  async read(unitIds: readonly string[], ranges: ReportRanges): Promise<DossierReading> {
    const { current, before, lastYear } = ranges;
    const day = addDays(current.to, -1);
    const target = timeTargetOf(await this.shared.timeTargets(), current);
    const known = await this.known([current, before, lastYear]);
    const timesIn = async (range: DayRange): Promise<TimesByUnit> => {
      if (!known.has(range)) return null;
      const question = { scope: 'unit', keys: unitIds, range, restatedOn: day } as const;
      return new ProcessingTimeService(this.em).byChannel(question);
    };
    return {
      warnings: known.has(current) ? await new FindingCountService(this.em).warnings(current, day) : null,
      // Not to date in the year: it would read every dossier of the year for one line.
      times: {
        current: await timesIn(current),
        before: await timesIn(before),
        lastYear: await timesIn(lastYear),
        yearToDate: null,
      },
      timeTargets: target ? [target] : [],
    };
  }

  /** Those of the ranges of which no dossier is archived. */
  private async known(ranges: readonly DayRange[]): Promise<ReadonlySet<DayRange>> {
    const rows = await rowsOf(
      this.em,
      sql<{ place: number }>`select place::int from unnest(${ranges.map(({ from }) => from)}::date[],
          ${ranges.map(({ to }) => to)}::date[]) with ordinality asked (from_day, to_day, place)
        where not exists (select from archived_rollup r where r.bucket >= asked.from_day and r.bucket < asked.to_day)`,
    );
    return new Set(rows.flatMap(({ place }) => ranges[place - 1] ?? []));
  }
}
