import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { decideSlots, dueInstants, isOnTime, type CatchUp, type Schedule } from '../../schema/slots/index.js';

const at = (text: string) => new Date(`${text}+07:00`);
const hours = (count: number) => count * 3_600_000;
const daily = (catchUp: CatchUp): Schedule => ({ name: 'daily', cron: '0 6 * * *', catchUp });
const latest = daily({ policy: 'RUN_LATEST' });

describe('dueInstants', () => {
  it.each([
    ['just before', '2025-12-16T05:59:59.999', 0],
    ['on', '2025-12-16T06:00', 1],
    ['just after', '2025-12-16T06:00:00.001', 1],
  ])('counts the upper end: %s', (_name, until, count) => {
    expect(dueInstants(latest, at('2025-12-15T06:00'), at(until))).toHaveLength(count);
  });

  it('does not count the lower end again', () => {
    expect(dueInstants(latest, at('2025-12-15T06:00'), at('2025-12-15T20:00'))).toEqual([]);
    expect(dueInstants(latest, at('2025-12-15T05:59:59.999'), at('2025-12-15T20:00'))).toHaveLength(1);
  });

  it('keeps to the time of the province over month, leap day and year', () => {
    const instants = dueInstants(latest, at('2027-12-31T07:00'), at('2028-03-01T06:00'));
    expect(instants).toHaveLength(61);
    expect(instants[0]).toEqual(at('2028-01-01T06:00'));
    expect(instants).toContainEqual(at('2028-02-29T06:00'));
  });

  it('is empty when the clock has gone back', () => {
    expect(dueInstants(latest, at('2025-12-16T06:00'), at('2025-12-16T04:00'))).toEqual([]);
  });

  it('gives the same instants however the way to the end is cut', () => {
    const from = at('2025-12-01T00:00');
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 90 * 60 }), { maxLength: 40 }), (steps) => {
        let [now, seen] = [from, from];
        const pieces: Date[] = [];
        for (const minutes of steps) {
          now = new Date(now.getTime() + minutes * 60_000);
          const due = dueInstants(latest, seen, now);
          pieces.push(...due);
          seen = due.at(-1) ?? seen;
        }
        expect(pieces).toEqual(dueInstants(latest, from, now));
      }),
      { numRuns: 60 },
    );
  });

  it('refuses a line that is no cron line', () => {
    expect(() =>
      dueInstants({ ...latest, cron: '61 6 * * *' }, at('2025-12-15T06:00'), at('2025-12-16T06:00')),
    ).toThrow();
  });
});

describe('decideSlots', () => {
  const from = at('2025-12-20T06:00');
  const after = (away: number) => new Date(from.getTime() + away);

  it.each([
    ['1 minute', hours(24) + 60_000, 1],
    ['25 hours', hours(25), 1],
    ['40 days', hours(40 * 24), 40],
  ])('after %s away accounts for every instant and runs the newest', (_name, away, count) => {
    const now = after(away);
    const decisions = decideSlots(latest, dueInstants(latest, from, now), now);
    expect(decisions).toHaveLength(count);
    expect(decisions.at(-1)?.reason).toBeNull();
    expect(new Set(decisions.slice(0, -1).map(({ reason }) => reason))).toEqual(
      new Set(count > 1 ? ['đã có lượt mới hơn'] : []),
    );
  });

  it('runs the newest ones up to the limit', () => {
    const now = after(hours(40 * 24));
    const schedule = daily({ policy: 'RUN_ALL', max: 7 });
    const decisions = decideSlots(schedule, dueInstants(schedule, from, now), now);
    expect(decisions.map(({ reason }) => reason === null)).toEqual([...Array(33).fill(false), ...Array(7).fill(true)]);
    expect(decisions[0]?.reason).toBe('lỡ quá 7 lượt gần nhất');
  });

  it('never runs late when late runs make no sense', () => {
    const schedule = daily({ policy: 'SKIP' });
    const late = after(hours(25));
    expect(decideSlots(schedule, dueInstants(schedule, from, late), late)).toEqual([
      { dueAt: at('2025-12-21T06:00'), reason: 'lỡ giờ, lịch này không chạy bù' },
    ]);
    const onTime = after(hours(24) + 30_000);
    expect(decideSlots(schedule, dueInstants(schedule, from, onTime), onTime)[0]?.reason).toBeNull();
  });
});

describe('isOnTime', () => {
  it.each([
    [0, true],
    [10 * 60_000, true],
    [10 * 60_000 + 1, false],
  ])('%i ms after the due instant: %s', (late, expected) => {
    expect(isOnTime(at('2025-12-16T06:00'), new Date(at('2025-12-16T06:00').getTime() + late))).toBe(expected);
  });
});
