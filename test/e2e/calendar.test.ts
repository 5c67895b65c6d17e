import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Role } from '../../schema/access/index.js';
import { fromGlobalId, parseCivilDate } from '../../schema/base/index.js';
import { CalendarService, readCalendarDays } from '../../schema/calendar/index.js';
import { DeadlineService } from '../../schema/plan/index.js';
import { dataOf, errorCode, resultOf } from '../support/answers.js';
import { fillDecember2025, reportMorning } from '../support/december-reports.js';
import { startRunningServer, type RunningServer } from '../support/running-server.js';

type Account = Awaited<ReturnType<RunningServer['createAccount']>>;

let server: RunningServer;
let admin: Account;

beforeAll(async () => {
  server = await startRunningServer(reportMorning); // 16 December 2025, the day the December reports are due
  await fillDecember2025(server);
  admin = await server.createAccount(Role.Admin);
});
afterAll(() => server?.close());

const ANSWER = `... on CalendarChangePayload { dryRun before { name working } after { day name working source certainty }
  movedCount moved { title dueOnBefore dueOn unit { code } deadline { id dueOn status } } }
  ... on UserErrors { userErrors { code message path } }`;
const SAVE = `mutation ($day: Date!, $working: Boolean!, $name: String!, $source: String!, $certainty: Certainty!,
  $reason: String!, $dryRun: Boolean) { saveCalendarDay(day: $day, working: $working, name: $name, source: $source,
    certainty: $certainty, reason: $reason, dryRun: $dryRun) { ${ANSWER} } }`;
const REMOVE = `mutation ($day: Date!, $reason: String!, $dryRun: Boolean) {
  removeCalendarDay(day: $day, reason: $reason, dryRun: $dryRun) { ${ANSWER} } }`;

/** 16 December 2025 closed: what was due that day is due on the 17th. */
const storm = {
  day: '2025-12-16',
  working: false,
  name: 'Nghỉ tránh bão',
  source: 'Công điện 99/CĐ-UBND',
  certainty: 'CONFIRMED',
  reason: 'Bão đổ bộ',
};

async function act(text: string, variables: object, as: Account = admin) {
  return resultOf(await server.request(text, { ...variables }, as.token)) as Awaited<ReturnType<typeof resultOf>> &
    Changed;
}

interface Changed {
  movedCount: number;
  moved: { title: string; dueOnBefore: string; dueOn: string; unit: { code: string }; deadline: { id: string } }[];
}

/** What moved where, in words. */
const placed = ({ moved }: Changed) => moved.map(({ title, unit, dueOn: day }) => `${title} ${unit.code} ${day}`);

const rows = <T>(text: string) => server.orm.em.fork().execute<T[]>(text);

/** Everything a change could leave behind. */
async function stored() {
  const [deadlines, days, audit] = await Promise.all([
    rows('select id, due_on::text, due_at, title from deadline order by id'),
    rows('select day::text as id, working, name, source, certainty from calendar_day order by 1'),
    rows("select action, actor, subject_id, details from audit_entry where subject_type = 'CalendarDay' order by id"),
  ]);
  return { deadlines, days, audit };
}

const dueOn = (day: string) =>
  rows<{ count: number }>(`select count(*)::int as count from deadline where due_on = '${day}'`).then(
    ([row]) => row?.count ?? 0,
  );

describe('saveCalendarDay', () => {
  it('tells in a dry run what would move, and changes nothing', async () => {
    const before = await stored();
    const due = await dueOn('2025-12-16');
    const told = await act(SAVE, { ...storm, dryRun: true });
    expect(told).toMatchObject({ dryRun: true, before: null, after: { day: '2025-12-16', working: false } });
    expect(told.movedCount).toBe(due);
    expect(told.moved).toHaveLength(Math.min(due, 200));
    expect(told.moved[0]).toMatchObject({ dueOnBefore: '2025-12-16', dueOn: '2025-12-17' });
    expect(told.moved[0]?.deadline).toMatchObject({ dueOn: '2025-12-16' });
    expect(await stored()).toEqual(before);
  });

  it('moves what is open and not yet due, tells it as the dry run did, and leaves an audit row', async () => {
    const head = await server.createAccount(Role.Head, '18073');
    const own = dataOf<{ unit: { reports: { nodes: { id: string; deadline: { id: string } }[] } } }>(
      await server.request(
        '{ unit(code: "18073") { reports(period: "2025-12", first: 1) { nodes { id deadline { id } } } } }',
        {},
        head.token,
      ),
    ).unit.reports.nodes[0];
    await server.request(
      'mutation ($id: ID!) { sendReport(id: $id) { __typename } }',
      { id: own?.id ?? '' },
      head.token,
    );
    const due = await dueOn('2025-12-16');
    const told = await act(SAVE, { ...storm, dryRun: true });
    const before = await stored();
    const done = await act(SAVE, storm);
    expect(done.movedCount).toBe(due - 1);
    expect(placed(done)).toEqual(placed(told));
    expect(done.moved[0]?.deadline).toMatchObject({ dueOn: '2025-12-17', status: 'DUE_SOON' });
    expect(done.moved.map(({ title }) => title)).toContain('Báo cáo Năm 2025');

    const sent = fromGlobalId(own?.deadline.id ?? '').key;
    expect(await rows(`select due_on::text, due_at from deadline where id = '${sent}'`)).toEqual([
      { due_on: '2025-12-16', due_at: '2025-12-16 17:00:00+00' },
    ]);
    const after = await stored();
    expect(after.audit.slice(before.audit.length)).toEqual([
      {
        action: 'CALENDAR_DAY_SAVED',
        actor: admin.email,
        subject_id: '2025-12-16',
        details: {
          before: null,
          after: {
            day: '2025-12-16',
            working: false,
            name: storm.name,
            source: storm.source,
            certainty: storm.certainty,
          },
          reason: storm.reason,
        },
      },
    ]);
    const again = await act(SAVE, { ...storm, reason: 'lần nữa' });
    expect(again).toMatchObject({ movedCount: 0, moved: [], before: { name: storm.name } });
    expect(await stored()).toEqual(after);
  });

  it('is what the morning run finds too: nothing is left to correct', async () => {
    const day = parseCivilDate('2025-12-16');
    const run = server.orm.em.fork().transactional((em) => new DeadlineService(em).openDue(day));
    expect(await run).toEqual({ opened: 0, corrected: 0 });
  });

  it('rewrites the name and source of a day that is kept, moving nothing', async () => {
    const renamed = { ...storm, name: 'Nghỉ phòng, chống bão số 16' };
    expect(await act(SAVE, renamed)).toMatchObject({
      before: { name: storm.name },
      after: { name: renamed.name },
      movedCount: 0,
    });
    const { audit } = await stored();
    expect(audit.at(-1)).toMatchObject({ details: { before: { name: storm.name }, after: { name: renamed.name } } });
  });

  it.each([
    ['closing a Saturday', { day: '2026-02-14' }, 'working', /thứ Bảy|Thứ bảy/i],
    ['closing a Sunday', { day: '2026-02-15' }, 'working', /chủ nhật/i],
    ['a worked Monday', { day: '2026-02-23', working: true }, 'working', /thứ Hai/i],
    ['a day out of all reason', { day: '1999-12-31' }, 'day', /2000/],
    ['no name', { name: ' ' }, 'name', /Tên ngày/],
    ['a name on two lines', { name: 'Tết\nDương lịch' }, 'name', /một dòng/],
    ['no source', { source: '' }, 'source', /Căn cứ/],
    ['no reason', { reason: '  ' }, 'reason', /lý do/],
  ])('refuses %s, leaving nothing behind', async (_case, wrong, field, message) => {
    const before = await stored();
    const { userErrors } = await act(SAVE, { ...storm, day: '2026-03-02', ...wrong });
    expect(userErrors).toMatchObject([
      { code: 'INVALID_INPUT', path: [field], message: expect.stringMatching(message) },
    ]);
    expect(await stored()).toEqual(before);
  });

  it('is refused to everybody but administrators', async () => {
    const before = await stored();
    for (const role of [Role.Coordinator, Role.Head, Role.Officer]) {
      const unit = role === Role.Coordinator ? null : '18562';
      const { userErrors } = await act(SAVE, storm, await server.createAccount(role, unit));
      expect(userErrors).toMatchObject([{ code: 'FORBIDDEN' }]);
    }
    expect(await stored()).toEqual(before);
  });
});

describe('removeCalendarDay', () => {
  it('gives the weekday back: what moved moves back, but a sent report stays where it was', async () => {
    const moved = await dueOn('2025-12-17');
    const before = await stored();
    const told = await act(REMOVE, { day: '2025-12-16', reason: 'Bão đổi hướng', dryRun: true });
    expect(told).toMatchObject({ dryRun: true, after: null, movedCount: moved });
    expect(await stored()).toEqual(before);
    const done = await act(REMOVE, { day: '2025-12-16', reason: 'Bão đổi hướng' });
    expect(done).toMatchObject({ before: { working: false }, after: null, movedCount: moved });
    expect(done.moved[0]).toMatchObject({ dueOnBefore: '2025-12-17', dueOn: '2025-12-16' });
    expect(await dueOn('2025-12-17')).toBe(0);
    expect((await stored()).audit.at(-1)).toMatchObject({ action: 'CALENDAR_DAY_REMOVED', details: { after: null } });
  });

  it('is refused for a day that the calendar does not keep, and without a reason', async () => {
    const nothing = await act(REMOVE, { day: '2025-12-16', reason: 'x' });
    expect(nothing.userErrors).toMatchObject([{ code: 'NOT_FOUND', path: ['day'] }]);
    expect((await act(REMOVE, { day: '2026-01-01', reason: '' })).userErrors).toMatchObject([{ path: ['reason'] }]);
  });

  it('is not undone by the next start', async () => {
    await act(REMOVE, { day: '2027-09-03', reason: 'Có thông báo mới' });
    const added = server.orm.em.fork().transactional((em) => new CalendarService(em).load(readCalendarDays()));
    expect(await added).toBe(0);
    const asked = '{ workingDay(day: "2027-09-03") { working } }';
    expect(dataOf(await server.request(asked))).toEqual({ workingDay: { working: true } });
  });
});

describe('the calendar', () => {
  it('is public: days with source and certainty, both ends included', async () => {
    const answer = await server.request(
      '{ calendarDays(from: "2026-01-02", to: "2026-01-10") { day working source certainty } }',
    );
    const source = 'Văn bản 12729/VPCP-KGVX 25/12/2025';
    expect(dataOf(answer)).toEqual({
      calendarDays: [
        { day: '2026-01-02', working: false, source, certainty: 'CONFIRMED' },
        { day: '2026-01-10', working: true, source, certainty: 'CONFIRMED' },
      ],
    });
  });

  it.each([
    ['2026-02-17', false, 'Thứ Ba, 17/02/2026: nghỉ – Tết Bính Ngọ.', 'Thông báo 9441/TB-BNV'],
    ['2026-08-22', true, 'Thứ Bảy, 22/08/2026: làm bù – Làm bù cho ngày 31/8/2026.', 'Thông báo 9441/TB-BNV'],
    ['2025-11-24', true, 'Thứ Hai, 24/11/2025: ngày làm việc trong tuần.', expect.stringContaining('188/1999')],
    ['2025-12-14', false, 'Chủ nhật, 14/12/2025: ngày nghỉ hằng tuần.', expect.stringContaining('188/1999')],
  ])('says whether %s is a working day and why', async (day, working, reason, source) => {
    const answer = await server.request('query ($day: Date!) { workingDay(day: $day) { working reason source } }', {
      day,
    });
    expect(dataOf(answer)).toEqual({ workingDay: { working, reason, source } });
  });

  it('counts working days off: two after the cut-off of 14/02/2026 is 24/02/2026', async () => {
    const answer = await server.request(
      `{ two: addWorkingDays(day: "2026-02-14", count: 2) { day working }
        back: addWorkingDays(day: "2026-02-24", count: -2) { day } none: addWorkingDays(day: "2026-02-14", count: 0) { day } }`,
    );
    expect(dataOf(answer)).toEqual({
      two: { day: '2026-02-24', working: true },
      back: { day: '2026-02-13' },
      none: { day: '2026-02-14' },
    });
  });

  it('refuses ranges and counts out of all proportion', async () => {
    for (const query of [
      '{ calendarDays(from: "2000-01-01", to: "2030-01-01") { day } }',
      '{ calendarDays(from: "2026-01-02", to: "2026-01-01") { day } }',
      '{ addWorkingDays(day: "2026-01-01", count: 1001) { day } }',
    ]) {
      expect(errorCode(await server.request(query))).toBe('INVALID_INPUT');
    }
  });

  it('shows for a duty when its periods close and are due', async () => {
    const answer = await server.request(
      `{ plan(number: "457/KH-UBND") { duties { code
        duePreview(from: "2026-01-15", to: "2026-02-28") { period { id } cutOffOn dueOn workingDays warning } } } }`,
    );
    const { plan } = dataOf<{ plan: { duties: { code: string; duePreview: object[] }[] } }>(answer);
    expect(plan.duties.find(({ code }) => code === 'IV.9.e-MONTH')?.duePreview).toEqual([
      { period: { id: '2026-02' }, cutOffOn: '2026-02-14', dueOn: '2026-02-24', workingDays: 2, warning: null },
    ]);
  });
});
