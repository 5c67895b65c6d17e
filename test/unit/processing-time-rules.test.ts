import { describe, expect, it } from '@jest/globals';
import { Channel, type ChannelTime } from '../../schema/dossiers/index.js';
import { shortenedTime, TargetStatus } from '../../schema/indicators/index.js';
import { Comparator } from '../../schema/plan/index.js';

const least20 = { comparator: Comparator.AtLeast, targetValue: 20 };

function online(resolved: number, withLimit: number, withLimitDays: number, limitHours: number): ChannelTime {
  return {
    channel: Channel.Online,
    resolved,
    workingDays: withLimitDays,
    medianDays: 0,
    withLimit,
    withLimitDays,
    limitHours,
  };
}

describe('time shortened by submitting online', () => {
  it.each([
    ['meets 20 % at exactly 20 %', online(2, 2, 8, 80), '20,00 %', 16, TargetStatus.Met],
    ['misses 20 % by a day', online(2, 2, 9, 80), '10,00 %', 8, TargetStatus.NotMet],
    ['is one ratio of sums, truncated', online(3, 3, 2, 24), '33,33 %', 8, TargetStatus.Met],
    ['is negative when it took longer', online(1, 1, 4, 24), '-33,33 %', -8, TargetStatus.NotMet],
    ['concludes nothing while a limit is unknown', online(3, 2, 1, 80), '90,00 %', 72, TargetStatus.NoData],
    ['does not divide by a limit of nothing', online(1, 1, 0, 0), null, 0, TargetStatus.NotApplicable],
    ['knows no percentage without any limit', online(2, 0, 0, 0), null, 0, TargetStatus.NoData],
  ])('%s', (_case, time, percent, savedHours, status) => {
    expect(shortenedTime([time], least20)).toMatchObject({ percent, savedHours, status });
  });

  it('takes no other channel, and judges nothing without a target or online dossiers', () => {
    const inPerson = { ...online(9, 9, 90, 80), channel: Channel.InPerson };
    expect(shortenedTime([inPerson], least20)).toEqual({
      compared: 0,
      withoutLimit: 0,
      limitHours: 0,
      usedHours: 0,
      savedHours: 0,
      percent: null,
      status: TargetStatus.NotApplicable,
    });
    expect(shortenedTime([inPerson, online(1, 1, 1, 80)], null)).toMatchObject({
      compared: 1,
      usedHours: 8,
      percent: '90,00 %',
      status: TargetStatus.NotApplicable,
    });
  });
});
