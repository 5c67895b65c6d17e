import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Role } from '../../schema/access/index.js';
import { fromGlobalId, parseCivilDate } from '../../schema/base/index.js';
import { CalendarService, readCalendarDays } from '../../schema/calendar/index.js';
import { PostKind } from '../../schema/organisation/index.js';
import { DeadlineService } from '../../schema/plan/index.js';
import { ReminderService } from '../../schema/reminders/index.js';
import { dataOf, resultOf } from '../support/answers.js';
import { fillDecember2025, reportMorning } from '../support/december-reports.js';
import { buildPost } from '../support/reminders.js';
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
    expect(await run).toMatchObject({ opened: 0, corrected: 0, moved: [], withdrawn: [] });
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

const mails = () =>
  rows<{ subject: string; text_body: string }>(
    'select subject, text_body, to_address, message_id, state, dedupe_key from message order by to_address',
  );

describe('a mail that waits for the mail server', () => {
  it('is written anew when what it tells of moves; one that was sent stays as it was', async () => {
    const em = server.orm.em.fork();
    for (const unit of ['18562', '18073']) await buildPost(em, { unit, kind: PostKind.FocalPoint });
    const settings = { publicUrl: 'https://kh457.example.vn', mailDomain: 'kh457.example.vn' };
    await em.transactional((inner) =>
      new ReminderService(inner, settings).queueDue(parseCivilDate('2025-12-16'), reportMorning),
    );
    await em.execute("update message set state = 'SENT' where to_address = 'focal-point.18073@example.vn'");
    const [sent, waiting] = await mails();
    expect(waiting?.text_body).toContain('Hết hôm nay, ngày 16/12/2025');

    expect((await act(SAVE, { ...storm, dryRun: true })).movedCount).toBeGreaterThan(0);
    expect(await mails()).toEqual([sent, waiting]);
    await act(SAVE, storm);
    const [sentAfter, rewritten] = await mails();
    expect(sentAfter).toEqual(sent);
    expect(rewritten).toEqual({
      ...waiting,
      subject: expect.not.stringContaining('hết hạn hôm nay'),
      text_body: expect.stringContaining('Hết ngày 17/12/2025, còn 1 ngày làm việc'),
    });
    expect(rewritten?.text_body).not.toContain('Hết hôm nay');
    expect(waiting?.subject).toContain('hết hạn hôm nay');
    await act(REMOVE, { day: storm.day, reason: 'Bão tan' });
    expect((await mails())[1]?.text_body).toContain('Hết hôm nay, ngày 16/12/2025');
  });
});
