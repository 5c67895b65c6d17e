import { describe, expect, it } from '@jest/globals';
import { array, assert, integer, property } from 'fast-check';
import { PlanError } from '../../schema/base/index.js';
import { allSchedules, decideSlots, dueInstants, expectedSlots } from '../../schema/slots/index.js';

const at = (text: string) => new Date(`${text}+07:00`);

describe('expectedSlots', () => {
  it('lists a day of the worker in order, its first instant included and its end excluded', () => {
    const slots = expectedSlots(allSchedules, at('2026-03-06T01:00'), at('2026-03-07T01:00'));
    expect(slots.map(({ schedule, dueAt }) => `${schedule.name} ${dueAt.toISOString()}`)).toEqual([
      'refresh-baselines 2026-03-05T18:00:00.000Z',
      'check-integrity 2026-03-05T19:00:00.000Z',
      'compile-reports 2026-03-05T23:00:00.000Z',
      'check-stale-reports 2026-03-05T23:30:00.000Z',
      'check-deadlines 2026-03-06T00:30:00.000Z',
    ]);
  });

  it.each([
    ['an empty range', '2026-03-06T00:00', '2026-03-06T00:00'],
    ['more than a leap year', '2026-01-01T00:00', '2027-01-03T00:00'],
  ])('refuses %s', (_title, from, to) => {
    expect(() => expectedSlots(allSchedules, at(from), at(to))).toThrow(PlanError);
  });

  it('is what the worker claims, however its ticks fall', () => {
    const start = at('2026-01-01T00:00');
    const minutes = array(integer({ min: 1, max: 2_000 }), { minLength: 1, maxLength: 8 });
    assert(
      property(minutes, (steps) => {
        let tick = start;
        const claimed = steps.flatMap((step) => {
          const [before, now] = [tick, new Date(tick.getTime() + step * 60_000)];
          tick = now;
          return allSchedules.flatMap((schedule) =>
            decideSlots(schedule, dueInstants(schedule, before, now), now).map(
              ({ dueAt }) => `${schedule.name} ${+dueAt}`,
            ),
          );
        });
        const forecast = expectedSlots(allSchedules, new Date(+start + 1), new Date(+tick + 1));
        expect(claimed.toSorted()).toEqual(
          forecast.map(({ schedule, dueAt }) => `${schedule.name} ${+dueAt}`).toSorted(),
        );
      }),
      { numRuns: 15 },
    );
  });
});
