import { describe, expect, it } from '@jest/globals';
import { assert, boolean, constantFrom, integer, property, record, array } from 'fast-check';
import { addDays, parseCivilDate, type CivilDate } from '../../schema/base/index.js';
import { readCalendarDays, type WorkingCalendar } from '../../schema/calendar/index.js';
import { PostKind } from '../../schema/organisation/index.js';
import { DeadlineKind } from '../../schema/plan/index.js';
import {
  forecastDays,
  HoldReason,
  planDay,
  rungFor,
  TellReason,
  type Commitment,
  type DayFacts,
  type ForecastDeadline,
  type ForecastPost,
} from '../../schema/reminders/index.js';

const days = readCalendarDays();
const calendar: WorkingCalendar = {
  closedDays: new Set(days.filter(({ working }) => !working).map(({ day }) => day)),
  extraWorkingDays: new Set(days.filter(({ working }) => working).map(({ day }) => day)),
};
const start = parseCivilDate('2025-09-01');
const LENGTH = 400;

const deadline = (id: string, unitId: string, dueOn: CivilDate, commitment: Commitment | null = null) =>
  ({
    id,
    planId: 'plan',
    unitId,
    dueOn,
    round: 0,
    state: 'OPEN',
    commitment,
    title: id,
    kind: DeadlineKind.Report,
    sourceCode: id,
    periodId: '2025-12',
    opensOn: start,
  }) satisfies ForecastDeadline;
const post = (unitId: string, kind: PostKind, email = `${kind}.${unitId}@example.vn`) =>
  ({
    id: `${unitId}-${kind}`,
    unitId,
    kind,
    email,
    title: kind,
    validFrom: parseCivilDate('2025-01-01'),
    validTo: null,
  }) satisfies ForecastPost;
const units = ['A', 'B', 'C'];
const posts = units.flatMap((unit) => [post(unit, PostKind.FocalPoint), post(unit, PostKind.Head)]);
const facts = (day: string, over: Partial<DayFacts>): DayFacts => ({
  day: parseCivilDate(day),
  calendar,
  goLiveOn: null,
  ladders: new Map(),
  deadlines: [],
  posts,
  told: new Map(),
  hasDigest: new Set(),
  ...over,
});
const owed = (commitment: Commitment | null = null) => [
  deadline('report', 'A', parseCivilDate('2025-12-16'), commitment),
];
const promise = (committedOn: string): Commitment => ({
  committedOn: parseCivilDate(committedOn),
  madeOn: parseCivilDate('2025-12-15'),
});

describe('planDay tells why', () => {
  it.each([
    ['2025-11-25', {}, HoldReason.NotYet],
    ['2025-12-17', { posts: [] }, HoldReason.NoValidPost],
    ['2025-12-17', { posts: [post('A', PostKind.Head, 'a@example.vn, b@example.vn')] }, HoldReason.NoValidPost],
    ['2025-12-17', { deadlines: owed(promise('2025-12-19')) }, HoldReason.Committed],
    ['2025-12-19', { deadlines: owed(promise('2025-12-19')) }, HoldReason.Committed],
    ['2025-12-17', { hasDigest: new Set(posts.map(({ id }) => id)) }, HoldReason.DigestSent],
    [
      '2025-12-17',
      { told: new Map(posts.map(({ id }) => [`report:${id}`, { rungs: new Set(['AFTER_1']), urged: 1 }])) },
      HoldReason.AlreadyTold,
    ],
  ])('%s: nobody, %#', (day, over, reason) => {
    const { tell, hold } = planDay(facts(day, { deadlines: owed(), ...over }));
    expect(tell).toEqual([]);
    expect(new Set(hold.map((one) => one.reason))).toEqual(new Set([reason]));
  });

  it('lets what is done or withdrawn rest', () => {
    const [one] = owed();
    const { tell, hold } = planDay(
      facts('2025-12-17', { deadlines: [{ ...one, state: 'DONE' } as never, { ...one, state: 'WITHDRAWN' } as never] }),
    );
    expect(tell).toEqual([]);
    expect(hold.map(({ reason }) => reason)).toEqual([HoldReason.Done, HoldReason.Withdrawn]);
  });

  it('has a broken commitment come back one rung higher than the day', () => {
    const { tell } = planDay(facts('2025-12-20', { deadlines: owed(promise('2025-12-19')) }));
    expect(tell.map(({ rung, reason }) => [rung.code, reason])).toEqual([
      ['AFTER_7', TellReason.CommitmentBroken],
      ['AFTER_7', TellReason.CommitmentBroken],
    ]);
  });

  it('escalates in spite of a commitment', () => {
    const { tell } = planDay(facts('2026-03-16', { deadlines: owed(promise('2026-12-31')) }));
    expect(tell.map(({ rung }) => rung.code)).toEqual(['AFTER_MONTH_3', 'AFTER_MONTH_3']);
  });
});

describe('over 400 days of random duties and submissions', () => {
  const duty = record({
    unit: constantFrom(...units),
    due: integer({ min: 20, max: LENGTH - 20 }),
    doneAfter: integer({ min: 0, max: LENGTH }),
    isDone: boolean(),
  });

  it('nobody who has submitted is told, nobody owing is forgotten, and no rung is told twice', () => {
    assert(
      property(array(duty, { minLength: 1, maxLength: 6 }), (duties) => {
        const deadlines = duties.map(({ unit, due }, index) => deadline(`${index}`, unit, addDays(start, due)));
        const doneOn = new Map<string, CivilDate>(
          duties.flatMap(({ isDone, doneAfter }, index) =>
            isDone ? [[`${index}`, addDays(start, doneAfter)] as const] : [],
          ),
        );
        const source = { calendar, goLiveOn: start, laddersOn: () => new Map(), deadlines, posts, told: new Map() };
        const seen = new Set<string>();
        for (const { day, tell } of forecastDays(
          { ...source, marked: new Set(), hasDigest: new Set(), doneOn },
          { from: start, to: addDays(start, LENGTH) },
        )) {
          for (const { deadline: one, post: to, rung } of tell) {
            expect(to.unitId).toBe(one.unitId);
            expect((doneOn.get(one.id) ?? addDays(day, 1)) > day).toBe(true);
            const key = `${one.id} ${to.id} ${rung.code}`;
            expect(seen.has(key)).toBe(false);
            seen.add(key);
          }
          for (const one of deadlines) {
            if ((doneOn.get(one.id) ?? addDays(day, 1)) <= day) continue;
            const rung = rungFor({ dueOn: one.dueOn, day, calendar });
            for (const kind of rung?.posts ?? []) {
              expect(seen.has(`${one.id} ${one.unitId}-${kind} ${rung?.code}`)).toBe(true);
            }
          }
        }
      }),
      { numRuns: 12 },
    );
  });
});
