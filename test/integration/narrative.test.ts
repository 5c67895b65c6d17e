import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Role, type Viewer } from '../../schema/access/index.js';
import { instantAt, parseCivilDate } from '../../schema/base/index.js';
import { DeadlineService } from '../../schema/plan/index.js';
import {
  NarrativeService,
  ObstacleService,
  Report,
  ReportService,
  type Obstacle,
  type ObstacleChange,
} from '../../schema/reports/index.js';
import { actOf, raiseObstacle, viewerOf } from '../support/obstacles.js';
import { openPlanDatabase, type PlanDatabase } from '../support/plan-database.js';

const [COMMUNE, OTHER, DEPARTMENT] = ['18562', '18073', 'SKHCN'];
let database: PlanDatabase;
let head: Viewer;
let coordinator: Viewer;
const em = () => database.orm.em.fork();

beforeAll(async () => {
  database = await openPlanDatabase();
  head = await viewerOf(em(), Role.Head, COMMUNE);
  coordinator = await viewerOf(em(), Role.Coordinator);
  const day = parseCivilDate('2026-02-16');
  await em().transactional(async (inner) => {
    await new DeadlineService(inner).openDue(day);
    await new ReportService(inner).compileClosed(day, instantAt(day, 6));
  });
});
afterAll(() => database.close());

/** What the report of a unit tells at an instant, as `description STATUS` with `→` before what was carried forward. */
async function told(unit: string, periodId: string, at: string): Promise<string[]> {
  const report = await em().findOneOrFail(Report, { scopeKey: unit, periodId });
  const { obstacles } = await new NarrativeService(em()).narrativeOf(report, null, new Date(at));
  return obstacles.map(({ description, status, carriedForward }) =>
    [carriedForward ? '→' : '', description, status].filter(Boolean).join(' '),
  );
}

function change(obstacle: Obstacle, to: ObstacleChange, viewer: Viewer, at: string, expected = obstacle.revision) {
  return em().transactional((inner) => new ObstacleService(inner).change(obstacle.id, to, expected, actOf(viewer, at)));
}

function close(obstacle: Obstacle, viewer: Viewer, at: string, reason = 'Đã xong') {
  return em().transactional((inner) => new ObstacleService(inner).close(obstacle.id, reason, actOf(viewer, at)));
}

function answer(obstacle: Obstacle, viewer: Viewer, at: string, text = 'Sẽ nâng cấp trong quý I') {
  return em().transactional((inner) => new ObstacleService(inner).answer(obstacle.id, text, actOf(viewer, at)));
}

describe('an obstacle', () => {
  it('is carried from report to report until it is closed', async () => {
    const obstacle = await raiseObstacle(em(), {
      unit: COMMUNE,
      period: '2025-11',
      description: 'Máy quét hỏng',
      addressee: DEPARTMENT,
      at: '2025-11-15T09:00:00+07:00',
    });
    await answer(obstacle, await viewerOf(em(), Role.Officer, DEPARTMENT), '2025-12-20T09:00:00+07:00');
    await close(obstacle, head, '2026-01-10T09:00:00+07:00');
    const late = '2026-03-01T09:00:00+07:00';
    expect(await told(COMMUNE, '2025-10', late)).toEqual([]); // raised for a later report
    expect(await told(COMMUNE, '2025-11', '2025-11-16T09:00:00+07:00')).toEqual(['Máy quét hỏng OPEN']);
    expect(await told(COMMUNE, '2025-12', '2025-12-16T09:00:00+07:00')).toEqual(['→ Máy quét hỏng OPEN']);
    expect(await told(COMMUNE, '2025-12', '2025-12-21T09:00:00+07:00')).toEqual(['→ Máy quét hỏng ANSWERED']);
    expect(await told(COMMUNE, '2026-01', late)).toEqual(['→ Máy quét hỏng CLOSED']); // closed in this period
    expect(await told(COMMUNE, '2026-02', late)).toEqual([]);
    expect(await told(COMMUNE, '2025-Q4', '2025-12-16T09:00:00+07:00')).toEqual(['Máy quét hỏng OPEN']);
    expect(await told(OTHER, '2025-12', late)).toEqual([]);
  });
});

describe('changing an obstacle', () => {
  it('lets one of two win who change at once, and tells the other both versions', async () => {
    const obstacle = await raiseObstacle(em(), { unit: OTHER, at: '2025-12-15T09:00:00+07:00' });
    const at = '2025-12-16T09:00:00+07:00';
    const results = await Promise.all([
      change(obstacle, { description: 'Mạng chậm' }, await viewerOf(em(), Role.Head, OTHER), at),
      change(obstacle, { description: 'Mạng đứt' }, coordinator, at),
    ]);
    const won = results.find(({ kind }) => kind === 'CHANGED');
    const lost = results.find(({ kind }) => kind === 'CONFLICT');
    expect(won?.stored.revision).toBe(2);
    expect(lost?.stored).toMatchObject({ revision: 2, description: won?.stored.description });
  });
});
