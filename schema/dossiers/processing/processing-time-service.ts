import type { EntityManager } from '@mikro-orm/postgresql';
import { sql } from 'kysely';
import { rowsOf } from '../../base/index.js';
import { checkRange } from '../../calendar/index.js';
import type { Channel } from '../store/dossier.js';
import { timesByChannel, type TimeQuestion } from './processing-time-sql.js';

/**
 * Working days that the dossiers of a channel took which were resolved in a range. Sums, so that they can be added up;
 * all are 0 or more.
 */
export interface ChannelTime {
  readonly channel: Channel;
  readonly resolved: number;
  readonly workingDays: number;
  /** Median of working days; between two middle values their mean, so that it may end in ,5. */
  readonly medianDays: number;
  /** Dossiers whose procedure's in-person time limit on the day of reception is known, and their working days. */
  readonly withLimit: number;
  readonly withLimitDays: number;
  /** Sum of those limits, in working hours; 8 are a day. */
  readonly limitHours: number;
}

type Row = ChannelTime & { readonly key: string };

/**
 * Reads how long dossiers took.
 *
 * The day of reception is not counted, the day of finishing is when it is a working day; a dossier finished on the day
 * it was received took 0 days. Source: Bộ luật Dân sự 91/2015/QH13, Điều 147 khoản 2 (the first day of a term in days is
 * not counted); that it governs time limits of procedures is inferred. Working days are those of the stored calendar.
 */
export class ProcessingTimeService {
  constructor(private readonly em: EntityManager) {}

  /**
   * Times by channel of every key, in one statement; a channel without resolved dossiers is left out. Of a province or a
   * procedure they are the same restated or not.
   */
  async byChannel(question: TimeQuestion): Promise<Map<string, ChannelTime[]>> {
    checkRange(question.range);
    const rows = await rowsOf(this.em, sql<Row>`${timesByChannel(question)}`);
    const byKey = Map.groupBy(rows, ({ key }) => key);
    return new Map(question.keys.map((key) => [key, (byKey.get(key) ?? []).map(({ key: _key, ...time }) => time)]));
  }
}
