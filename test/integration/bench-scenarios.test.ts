import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { rowsOf } from '../../schema/base/index.js';
import { scenarios } from '../bench/scenarios.js';
import { fillDecember2025, reportMorning } from '../support/december-reports.js';
import { startRunningServer, type RunningServer } from '../support/running-server.js';

let server: RunningServer;

beforeAll(async () => {
  server = await startRunningServer(reportMorning);
  await fillDecember2025(server);
});
afterAll(() => server?.close());

describe('a scenario of the benchmark', () => {
  it.each(scenarios)('asks the API and the hand-written statement for the same: $title', async (scenario) => {
    const answer = await fetch(`${server.origin}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query: scenario.query }),
    });
    const { data } = (await answer.json()) as { data: unknown };
    const [row] = await rowsOf(server.orm.em.fork(), sql.raw<{ json: string }>(scenario.sql));
    expect(data).toEqual(JSON.parse(row?.json ?? 'null'));
  });
});
