import { NO_DOSSIERS, type ChannelTime, type StatisticsCounts } from '../../dossiers/index.js';
import type { CoveredCounts } from '../../indicators/index.js';

/** Counts of many units together; coverage counts the units. */
export function sumOfUnits(all: readonly CoveredCounts[]): CoveredCounts {
  const counts: Record<keyof StatisticsCounts, number> = { ...NO_DOSSIERS };
  const coverage = { reported: 0, expected: 0 };
  for (const one of all) {
    for (const name of COUNTS) counts[name] += one.counts[name];
    coverage.reported += one.coverage.reported;
    coverage.expected += one.coverage.expected;
  }
  return { counts, coverage };
}

const COUNTS = Object.keys(NO_DOSSIERS) as (keyof StatisticsCounts)[];

/** Times of one channel at many units; a median cannot be added up. */
export type AddedTime = Omit<ChannelTime, 'medianDays'>;

/** Times of many units together, a row a channel, in the order of the channels' names. */
export function sumOfTimes(all: readonly ChannelTime[]): AddedTime[] {
  const byChannel = [...Map.groupBy(all, ({ channel }) => channel)].toSorted(([a], [b]) => (a < b ? -1 : 1));
  return byChannel.map(([channel, times]) => {
    const sum = (name: Exclude<keyof AddedTime, 'channel'>) => times.reduce((total, time) => total + time[name], 0);
    return {
      channel,
      resolved: sum('resolved'),
      workingDays: sum('workingDays'),
      withLimit: sum('withLimit'),
      withLimitDays: sum('withLimitDays'),
      limitHours: sum('limitHours'),
    };
  });
}
