import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { parseCivilDate, rowsOf } from '../../schema/base/index.js';
import { openDatabase, type Database } from '../../schema/database.js';
import { makeDemoHistory, type DemoHistory } from '../../server/local/demo-history.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';

/** The month of December 2025, the quarter, the half-year and the year had closed five days before. */
const today = parseCivilDate('2025-12-20');
const justClosed = ['2025-12', '2025-Q4', '2025-H2', '2025'];

interface Story {
  readonly test: TestDatabase;
  readonly orm: Database;
  readonly history: DemoHistory;
}

/** A report of a unit and what it owed. */
interface Told {
  readonly unit: string;
  readonly period: string;
  readonly compiled: string;
  readonly sent: string | null;
  readonly fulfilled: string | null;
}

let stories: Story[];

beforeAll(async () => {
  stories = await Promise.all([makeStory(), makeStory()]);
});
afterAll(async () => {
  for (const { orm, test } of stories ?? []) {
    await orm.close();
    await test.drop();
  }
});

async function makeStory(): Promise<Story> {
  const test = await createTestDatabase();
  const orm = await openDatabase({ url: test.url });
  const history = await orm.em.fork().transactional((em) => makeDemoHistory(em, today));
  return { test, orm, history };
}

function tell({ orm }: Story): Promise<Told[]> {
  return rowsOf(
    orm.em.fork(),
    sql<Told>`select scope_key as unit, report.period_id as period, compiled_at::text as compiled,
        first_sent_at::text as sent, fulfilled_at::text as fulfilled
      from report join deadline on deadline.id = report.deadline_id
        join report_revision on report_id = report.id order by 1, 2`,
  );
}

describe('the history of the demonstration', () => {
  it('has every report of every closed period, most of the older ones sent and none of those just closed', async () => {
    const [story] = stories;
    if (!story) throw new Error('no story');
    const told = await tell(story);
    const older = told.filter(({ period }) => !justClosed.includes(period));
    const sent = told.filter((report) => report.sent !== null);
    expect([...new Set(told.map(({ period }) => period))].toSorted()).toEqual(
      ['2025-09', '2025-Q3', '2025-10', '2025-11', ...justClosed].toSorted(),
    );
    expect(sent.filter(({ period }) => justClosed.includes(period))).toEqual([]);
    expect(sent.length / older.length).toBeGreaterThan(0.75);
    expect(sent.length / older.length).toBeLessThan(0.95);
    expect(story.history.sent).toBe(sent.length);
  });

  it('sends no report before it was compiled or after today, and thereby does what was owed', async () => {
    for (const { sent, compiled, fulfilled } of (await Promise.all(stories.map(tell))).flat()) {
      expect(fulfilled).toBe(sent);
      if (sent === null) continue;
      expect(sent > compiled).toBe(true);
      expect(sent < today).toBe(true);
    }
  });

  it('tells in the history of each report who sent and who accepted it', async () => {
    const [story] = stories;
    if (!story) throw new Error('no story');
    const count = async (what: string) =>
      (await story.orm.em.fork().execute<{ n: number }[]>(`select count(*)::int as n from ${what}`))[0]?.n;
    expect(await count(`report_event where action = 'SEND'`)).toBe(story.history.sent);
    expect(await count(`report_event where action = 'ACCEPT'`)).toBe(await count(`report where state = 'ACCEPTED'`));
    expect(await count(`report_event where action = 'ASSIGN'`)).toBe(await count('report where unit_id is not null'));
    expect(await count(`report_event where at >= '${today}'`)).toBe(0);
  });

  it('is the same in every installation', async () => {
    const [one, other] = await Promise.all(stories.map(tell));
    expect(one?.length).toBeGreaterThan(600);
    expect(one).toEqual(other);
  });

  it('has summaries and obstacles, every text of them marked as made up', async () => {
    const texts = stories.map(({ orm }) =>
      rowsOf(
        orm.em.fork(),
        sql<{ unit: string; text: string }>`select scope_key as unit, summary as text from report
            join report_revision on report_id = report.id where summary is not null
          union all select code, concat_ws('|', description, proposal, status, closed_reason) from obstacle
            join unit on unit.id = unit_id
          union all select code, text from obstacle_answer join obstacle on obstacle.id = obstacle_id
            join unit on unit.id = unit_id
          order by 1, 2`,
      ),
    );
    const [one, other] = await Promise.all(texts);
    expect(one?.length).toBeGreaterThan(150);
    expect(one?.filter(({ text }) => !text.startsWith('[MÔ PHỎNG] '))).toEqual([]);
    expect(one).toEqual(other);
  });

  it('is not made twice', async () => {
    const [story] = stories;
    if (!story) throw new Error('no story');
    const written = () => story.orm.em.fork().execute('select count(*) from obstacle_version');
    const [before, writtenBefore] = [await tell(story), await written()];
    const again = await story.orm.em.fork().transactional((em) => makeDemoHistory(em, today));
    expect(again).toEqual({ reports: 0, sent: 0 });
    expect(await tell(story)).toEqual(before);
    expect(await written()).toEqual(writtenBefore);
  });
});
