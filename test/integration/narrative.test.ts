import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { assertAllowed, Role, unitFilter, type Viewer } from '../../schema/access/index.js';
import { AuditEntry } from '../../schema/audit/index.js';
import { instantAt, listPages, parseCivilDate, ROOT, rowsOf } from '../../schema/base/index.js';
import { DeadlineService } from '../../schema/plan/index.js';
import {
  NarrativeService,
  Obstacle,
  ObstacleCategory,
  obstacleList,
  ObstacleService,
  Report,
  ReportService,
  type ObstacleChange,
  type ObstacleWords,
} from '../../schema/reports/index.js';
import { actOf, raiseObstacle, viewerOf } from '../support/obstacles.js';
import { openPlanDatabase, type PlanDatabase } from '../support/plan-database.js';
import { unitId } from '../support/reminders.js';

const [COMMUNE, OTHER, DEPARTMENT] = ['18562', '18073', 'SKHCN'];
const LATE = '2026-03-01T09:00:00+07:00';
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

function close({ id }: Obstacle, viewer: Viewer, at: string, reason = 'Đã xong') {
  return em().transactional((inner) => new ObstacleService(inner).close(id, reason, actOf(viewer, at)));
}

function answer({ id }: Obstacle, viewer: Viewer, at: string, text = 'Sẽ nâng cấp trong quý I') {
  return em().transactional((inner) => new ObstacleService(inner).answer(id, text, actOf(viewer, at)));
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
    expect(await told(COMMUNE, '2025-10', LATE)).toEqual([]); // raised for a later report
    expect(await told(COMMUNE, '2025-11', '2025-11-16T09:00:00+07:00')).toEqual(['Máy quét hỏng OPEN']);
    expect(await told(COMMUNE, '2025-12', '2025-12-16T09:00:00+07:00')).toEqual(['→ Máy quét hỏng OPEN']);
    expect(await told(COMMUNE, '2025-12', '2025-12-21T09:00:00+07:00')).toEqual(['→ Máy quét hỏng ANSWERED']);
    expect(await told(COMMUNE, '2026-01', LATE)).toEqual(['→ Máy quét hỏng CLOSED']); // closed in this period
    expect(await told(COMMUNE, '2026-02', LATE)).toEqual([]);
    expect(await told(COMMUNE, '2025-Q4', '2025-12-16T09:00:00+07:00')).toEqual(['Máy quét hỏng OPEN']);
    expect(await told(OTHER, '2025-12', LATE)).toEqual([]);
  });

  it('is told as it stood at the instant of the report, whatever was written later', async () => {
    const unit = '18100';
    const at = '2025-12-15T09:00:00+07:00';
    const obstacle = await raiseObstacle(em(), { unit, description: 'Bản một', addressee: DEPARTMENT, at });
    await answer(obstacle, coordinator, '2025-12-15T10:00:00+07:00', 'Trả lời một');
    await change(obstacle, { description: 'Bản hai', addressee: 'SNV' }, coordinator, '2025-12-15T11:00:00+07:00', 2);
    await answer(obstacle, await viewerOf(em(), Role.Head, 'SNV'), '2025-12-15T12:00:00+07:00', 'Trả lời hai');
    const report = await em().findOneOrFail(Report, { scopeKey: unit, periodId: '2025-12' });
    const seen = ['08:59', '09:00', '10:00', '11:00', '12:00'].map(async (time) => {
      const asOf = new Date(`2025-12-15T${time}:00+07:00`);
      const { obstacles } = await new NarrativeService(em()).narrativeOf(report, null, asOf);
      return obstacles.map(({ description, status, addressee, answers }) =>
        [description, status, addressee?.code, ...answers.map(({ by, text }) => `${by}: ${text}`)].join(' | '),
      );
    });
    expect(await Promise.all(seen)).toEqual([
      [],
      ['Bản một | OPEN | SKHCN'],
      ['Bản một | ANSWERED | SKHCN | Người dùng thử: Trả lời một'],
      ['Bản hai | OPEN | SNV | Người dùng thử: Trả lời một'],
      ['Bản hai | ANSWERED | SNV | Người dùng thử: Trả lời một | Sở Nội vụ: Trả lời hai'],
    ]);
  });

  it('goes on in the report of the unit into which its own was merged, and of no other', async () => {
    const [former, later] = ['18133', '18160'];
    await raiseObstacle(em(), { unit: former, period: '2025-11', at: '2025-11-15T09:00:00+07:00' });
    await rowsOf(
      em(),
      sql`insert into unit_lineage (predecessor_id, successor_id, kind, share_numerator, share_denominator,
          effective_on, certainty, source_note)
        select one.id, other.id, 'MERGED_INTO', 1, 1, '2025-12-01', 'DERIVED', 'thử' from unit one, unit other
        where one.code = ${former} and other.code = ${later}`,
    );
    expect(await told(later, '2025-11', LATE)).toEqual([]); // its last day is before the merger
    expect(await told(later, '2025-12', LATE)).toEqual(['→ Đường truyền thường bị ngắt OPEN']);
    expect(await told('18163', '2025-12', LATE)).toEqual([]);
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
    const lost = results.find((result) => result.kind === 'CONFLICT');
    const words = ['Mạng chậm', 'Mạng đứt'];
    expect(won?.stored.revision).toBe(2);
    expect(lost?.stored).toMatchObject({ revision: 2, description: won?.stored.description });
    expect([won?.stored.description, lost?.sent.description].toSorted()).toEqual(words);
    const stored = await em().findOneOrFail(Obstacle, obstacle.id);
    expect(stored.description).toBe(won?.stored.description);
    const changes = await em().find(AuditEntry, { action: 'OBSTACLE_CHANGED', subjectId: obstacle.id });
    expect(changes.map(({ details }) => details)).toMatchObject([
      { before: { description: 'Đường truyền thường bị ngắt' }, after: { description: stored.description } },
    ]);
  });

  it('takes what is stored already as done, whatever was expected, and writes no version of it', async () => {
    const obstacle = await raiseObstacle(em(), { unit: OTHER, at: '2025-12-15T09:00:00+07:00' });
    const at = '2025-12-16T09:00:00+07:00';
    await change(obstacle, { proposal: 'Thuê đường truyền dự phòng' }, coordinator, at);
    const again = await change(obstacle, { proposal: ' Thuê đường truyền dự phòng\r\n' }, coordinator, at);
    expect(again).toMatchObject({ kind: 'CHANGED', stored: { revision: 2 } });
  });

  it('is refused for what is closed, as are closing and answering it', async () => {
    const obstacle = await raiseObstacle(em(), { unit: COMMUNE, addressee: OTHER, at: '2025-12-15T09:00:00+07:00' });
    const at = '2025-12-16T09:00:00+07:00';
    await close(obstacle, head, at, 'Đã thay máy');
    const closed = { code: 'CONFLICT', message: expect.stringMatching(/đã đóng ngày 16\/12\/2025 \(«Đã thay máy»\)/) };
    await expect(close(obstacle, coordinator, at)).rejects.toMatchObject(closed);
    await expect(answer(obstacle, coordinator, at)).rejects.toMatchObject(closed);
    await expect(change(obstacle, { proposal: 'x' }, head, at, 2)).rejects.toMatchObject(closed);
    expect(await change(obstacle, { proposal: 'x' }, head, at, 1)).toMatchObject({ kind: 'CONFLICT' });
  });
});

describe('raising an obstacle', () => {
  const words: ObstacleWords = {
    category: ObstacleCategory.Other,
    description: 'x',
    proposal: null,
    addressee: null,
    answerBy: null,
  };
  const raise = (place: object, over: object = {}, at = '2025-12-16T09:00:00+07:00') =>
    em().transactional((inner) =>
      new ObstacleService(inner).raise(
        { unit: COMMUNE, periodId: '2025-12', plan: null, ...place },
        { ...words, ...over },
        actOf(coordinator, at),
      ),
    );

  it.each([
    ['an unknown unit', { unit: 'KHONG' }, {}, 'NOT_FOUND', 'unit'],
    ['an unknown plan', { plan: '1/KH' }, {}, 'NOT_FOUND', 'plan'],
    ['what is no period', { periodId: '2025-13' }, {}, 'INVALID_INPUT', undefined],
    ['a period that has not begun', { periodId: '2026-02' }, {}, 'INVALID_INPUT', 'period'],
    ['a unit before it was there', { unit: COMMUNE, periodId: '2024-12' }, {}, 'INVALID_INPUT', 'unit'],
    ['asking an unknown unit', {}, { addressee: 'KHONG' }, 'NOT_FOUND', 'addressee'],
    ['asking oneself', {}, { addressee: COMMUNE }, 'INVALID_INPUT', 'addressee'],
    ['asking a unit that is no more', {}, { addressee: 'ENDED' }, 'INVALID_INPUT', 'addressee'],
    ['a day of answer gone by', {}, { answerBy: '2025-12-15' }, 'INVALID_INPUT', 'answerBy'],
    ['no words', {}, { description: ' ' }, 'INVALID_INPUT', 'description'],
    ['words turned round', {}, { proposal: 'a\u202Eb' }, 'INVALID_INPUT', 'proposal'],
  ])('is refused for %s', async (_what, place, over, code, field) => {
    const [ended] = await rowsOf(
      em(),
      sql<{ code: string }>`select code from unit where valid_to < '2025-12-01' limit 1`,
    );
    const given = Object.fromEntries(
      Object.entries(over).map(([name, value]) => [name, value === 'ENDED' ? ended?.code : value]),
    );
    await expect(raise(place, given)).rejects.toMatchObject({ code, ...(field && { details: { field } }) });
  });

  it('is refused for a period whose report has been sent, and taken for the next one', async () => {
    await rowsOf(em(), sql`update report set state = 'SENT' where scope_key = '18172' and period_id = '2025-12'`);
    await expect(raise({ unit: '18172' })).rejects.toMatchObject({
      code: 'CONFLICT',
      message: 'Báo cáo Tháng 12/2025 của đơn vị đã gửi; hãy ghi vào kỳ sau.',
    });
    expect(await raise({ unit: '18172', periodId: '2026-01' })).toMatchObject({ periodId: '2026-01', revision: 1 });
  });
});

describe('who may', () => {
  it('read an obstacle: by lists and by itself the same, and as written here', async () => {
    const asks = [
      [COMMUNE, null],
      [COMMUNE, OTHER],
      [OTHER, COMMUNE],
      [OTHER, DEPARTMENT],
      [DEPARTMENT, null],
    ] as const;
    const at = '2025-12-16T09:00:00+07:00';
    const obstacles: Obstacle[] = [];
    for (const [unit, addressee] of asks) obstacles.push(await raiseObstacle(em(), { unit, addressee, at }));
    const readers = [
      [await viewerOf(em(), Role.Officer, COMMUNE), 'yyy--'],
      [head, 'yyy--'],
      [await viewerOf(em(), Role.Head, OTHER), '-yyy-'],
      [await viewerOf(em(), Role.Officer, DEPARTMENT), '---yy'],
      [await viewerOf(em(), Role.Head, '18100'), '-----'],
      [coordinator, 'yyyyy'],
      [await viewerOf(em(), Role.Admin), 'yyyyy'],
    ] as const;
    for (const [viewer, verdicts] of readers) {
      const onlyUnitId = unitFilter(viewer, 'READ_OBSTACLES')?.unitId ?? null;
      const query = obstacleList(em(), {}, { ofParentUnit: false, onlyUnitId }, parseCivilDate('2025-12-16'));
      const page = (await listPages(em(), [ROOT], query, { first: 200 })).get(ROOT);
      const listed = new Set(page?.items.map(({ row }) => row['id']));
      const byList = obstacles.map(({ id }) => (listed.has(id) ? 'y' : '-')).join('');
      const byGuard = obstacles.map((obstacle) => (mayRead(viewer, obstacle) ? 'y' : '-')).join('');
      expect([viewer.email, byList, byGuard]).toEqual([viewer.email, verdicts, verdicts]);
    }
  });

  it('write it, and answer it', async () => {
    const at = '2025-12-16T09:00:00+07:00';
    const obstacle = await raiseObstacle(em(), { unit: COMMUNE, addressee: OTHER, at });
    const unasked = await raiseObstacle(em(), { unit: COMMUNE, at });
    const forbidden = { code: 'FORBIDDEN' };
    const asked = await viewerOf(em(), Role.Officer, OTHER);
    const admin = await viewerOf(em(), Role.Admin);
    for (const viewer of [asked, admin]) {
      await expect(change(obstacle, { proposal: 'x' }, viewer, at)).rejects.toMatchObject(forbidden);
      await expect(close(obstacle, viewer, at)).rejects.toMatchObject(forbidden);
    }
    for (const viewer of [head, admin, await viewerOf(em(), Role.Head, DEPARTMENT)]) {
      await expect(answer(obstacle, viewer, at)).rejects.toMatchObject(forbidden);
    }
    await expect(answer(unasked, asked, at)).rejects.toMatchObject(forbidden);
    expect(await answer(unasked, coordinator, at)).toMatchObject({ status: 'ANSWERED', revision: 2 });
    expect(await answer(obstacle, asked, at)).toMatchObject({ status: 'ANSWERED', revision: 2 });
    expect(await answer(obstacle, coordinator, at)).toMatchObject({ status: 'ANSWERED', revision: 2 });
    expect(asked.unitId).toBe(await unitId(em(), OTHER));
  });
});

function mayRead(viewer: Viewer, obstacle: Obstacle): boolean {
  try {
    assertAllowed(viewer, 'READ_OBSTACLES', obstacle.ownerUnitIds());
    return true;
  } catch {
    return false;
  }
}
