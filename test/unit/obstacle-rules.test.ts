import 'reflect-metadata';
import { describe, expect, it } from '@jest/globals';
import { Role } from '../../schema/access/index.js';
import { parseCivilDate } from '../../schema/base/index.js';
import {
  assertAnswerDay,
  changedFacts,
  isAnswerOverdue,
  isSameObstacle,
  OBSTACLE_CATEGORIES,
  OBSTACLE_CATEGORY_NAMES,
  ObstacleCategory,
  ObstacleStatus,
  ReportState,
  summaryRefusal,
  type ObstacleChange,
  type ObstacleFacts,
} from '../../schema/reports/index.js';

const [today, tomorrow, yesterday] = ['2025-12-16', '2025-12-17', '2025-12-15'].map(parseCivilDate);
if (!today || !tomorrow || !yesterday) throw new Error('no days');

const answered: ObstacleFacts = {
  category: ObstacleCategory.Software,
  description: 'Phần mềm chậm',
  proposal: 'Nâng cấp',
  addresseeId: 'unit-a',
  answerBy: tomorrow,
  status: ObstacleStatus.Answered,
  closedOn: null,
  closedReason: null,
};

/** A change, whom it asks (undefined: as before), and what is different afterwards. */
const changes: [what: string, change: ObstacleChange, asked: string | null | undefined, Partial<ObstacleFacts>][] = [
  ['leaves everything that is left out', {}, undefined, {}],
  ['takes other words', { description: ' Rất chậm ' }, undefined, { description: 'Rất chậm' }],
  ['clears the proposal by null', { proposal: null }, undefined, { proposal: null }],
  ['clears the proposal by an empty text', { proposal: ' ' }, undefined, { proposal: null }],
  ['clears the day', { answerBy: null }, undefined, { answerBy: null }],
  ['takes another category', { category: ObstacleCategory.Staff }, undefined, { category: ObstacleCategory.Staff }],
  ['opens it when somebody else is asked', {}, 'unit-b', { addresseeId: 'unit-b', status: ObstacleStatus.Open }],
  ['leaves it answered when nobody is asked any more', {}, null, { addresseeId: null }],
  ['leaves it answered when the same unit is asked', {}, 'unit-a', {}],
];

describe('a change of an obstacle', () => {
  it.each(changes)('%s', (_what, change, asked, different) => {
    const after = changedFacts(answered, change, asked);
    expect(after).toEqual({ ...answered, ...different });
    expect(isSameObstacle(after, answered)).toBe(Object.keys(different).length === 0);
  });

  it.each([
    [{ description: null }, 'description'],
    [{ description: ' ' }, 'description'],
    [{ category: null }, 'category'],
  ])('refuses %j', (change, field) => {
    expect(() => changedFacts(answered, change, undefined)).toThrow(
      expect.objectContaining({ code: 'INVALID_INPUT', details: { field } }),
    );
  });
});

describe('the day of answer', () => {
  it('is today or later', () => {
    expect(() => assertAnswerDay(yesterday, today)).toThrow('Ngày đề nghị trả lời phải từ 16/12/2025 trở đi.');
    for (const day of [today, tomorrow, null]) expect(() => assertAnswerDay(day, today)).not.toThrow();
  });

  it.each([
    [ObstacleStatus.Open, yesterday, true],
    [ObstacleStatus.Open, today, false],
    [ObstacleStatus.Open, null, false],
    [ObstacleStatus.Answered, yesterday, false],
    [ObstacleStatus.Closed, yesterday, false],
  ])('of one that is %s has gone by on %s: %s', (status, answerBy, overdue) => {
    expect(isAnswerOverdue({ status, answerBy }, today)).toBe(overdue);
  });
});

describe('categories', () => {
  it('have a name each, and no two the same', () => {
    const names = OBSTACLE_CATEGORIES.map((category) => OBSTACLE_CATEGORY_NAMES[category]);
    expect(names).not.toContain(undefined);
    expect(new Set(names).size).toBe(Object.keys(ObstacleCategory).length);
  });
});

describe('writing the summary', () => {
  /** States in which it may be written: by officer, head and coordinator. */
  const may: Record<ReportState, string> = {
    [ReportState.Assigned]: '---', // with revision 0 below
    [ReportState.Draft]: 'ohc',
    [ReportState.WithHead]: '-hc',
    [ReportState.Sent]: '---',
    [ReportState.Accepted]: '---',
    [ReportState.Returned]: 'ohc',
    [ReportState.CorrectionRequested]: '---',
  };
  const roles = { o: Role.Officer, h: Role.Head, c: Role.Coordinator };

  it.each(Object.values(ReportState))('%s', (state) => {
    const revision = state === ReportState.Assigned ? 0 : 1;
    const marks = Object.entries(roles).map(([mark, role]) =>
      summaryRefusal({ state, revision, isSealed: false }, role) === null ? mark : '-',
    );
    expect(marks.join('')).toBe(may[state]);
    expect(summaryRefusal({ state, revision, isSealed: true }, Role.Head)).not.toBeNull();
  });
});
