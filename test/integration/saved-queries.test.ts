import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Role } from '../../schema/access/index.js';
import { readSavedQueries } from '../../server/playground/saved-queries.js';
import { fillDecember2025, reportMorning } from '../support/december-reports.js';
import { startRunningServer, type RunningServer } from '../support/running-server.js';

const savedQueries = readSavedQueries();
let server: RunningServer;
let token: string;

beforeAll(async () => {
  server = await startRunningServer(reportMorning);
  await fillDecember2025(server);
  ({ token } = await server.createAccount(Role.Coordinator));
});
afterAll(() => server?.close());

async function answerOf(name: string): Promise<unknown> {
  const saved = savedQueries.find((entry) => entry.name === name);
  if (!saved) throw new Error(`no saved query ${name}`);
  const { data, errors } = await server.request(saved.query, saved.variables, token);
  expect(errors).toBeUndefined();
  return data;
}

describe('saved queries', () => {
  it.each(savedQueries)('$name is answered, signed in or not as it says', async ({ query, variables, needsSignIn }) => {
    expect((await server.request(query, variables, token)).errors).toBeUndefined();
    const { errors = [] } = await server.request(query, variables);
    expect(errors.length > 0).toBe(needsSignIn);
  });

  it('province-tree counts what units did in the period', async () => {
    expect(await answerOf('province-tree')).toMatchObject({
      province: { name: 'Tỉnh Hà Tĩnh', statistics: { received: 2, resolved: 2, resolvedLate: 1 } },
    });
  });

  it('commune-indicator lists all communes', async () => {
    expect(await answerOf('commune-indicator')).toMatchObject({ province: { communes: { totalCount: 69 } } });
  });

  it('target-explained takes a value apart down to its units and procedures', async () => {
    const answer = (await answerOf('target-explained')) as { province: Explained; unit: Explained };
    const [resolved, eligible] = answer.province.targetValues;
    expect(resolved).toMatchObject({
      numerator: 1,
      denominator: 2,
      percent: '50,00 %',
      status: 'NOT_MET',
      explain: {
        comparison: '1 × 100 = 100; cần ≥ 70 × 2 = 140',
        indicator: { documentNumber: '457/KH-UBND' },
        contributions: {
          nodes: [{ unit: { name: 'Xã Thạch Hà' }, numerator: 1, denominator: 2 }],
          rest: { numerator: 0, denominator: 0 },
        },
      },
    });
    expect(eligible?.target.code).toBe('II.1.8');
    const ofUnit = answer.unit.targetValues.find(({ target }) => target.code === 'II.1.9-RESOLVED');
    expect(ofUnit?.explain.contributions.nodes).toEqual([
      expect.objectContaining({ procedure: expect.objectContaining({ code: '1.001193' }), denominator: 2 }),
    ]);
  });

  it('figure-to-dossiers lists as many dossiers as were counted', async () => {
    expect(await answerOf('figure-to-dossiers')).toMatchObject({
      unit: {
        indicators: [{ percent: '50,00 %', explain: { numerator: [{ count: 'fullProcess', value: 1 }] } }],
        statistics: { fullProcess: 1, dossiers: { totalCount: 1, nodes: [{ procedure: {}, channel: 'ONLINE' }] } },
      },
    });
  });

  it('report-workflow shows what can be done with a report and where it has been', async () => {
    expect(await answerOf('report-workflow')).toMatchObject({
      overdue: { totalCount: 0 },
      unit: {
        obligations: {
          nodes: [
            {
              timeliness: 'NOT_DUE',
              report: {
                state: 'DRAFT',
                history: [{ actionName: 'Giao báo cáo' }, { actionName: 'Tổng hợp số liệu' }],
                revisions: [{ number: 1 }],
              },
            },
          ],
        },
      },
    });
  });

  it('commune-ranking puts the only commune with dossiers first', async () => {
    const answer = (await answerOf('commune-ranking')) as {
      ranking: { rank: number | null; unit: { name: string } }[];
    };
    expect(answer.ranking[0]).toMatchObject({ rank: 1, unit: { name: 'Xã Thạch Hà' } });
    expect(answer.ranking).toHaveLength(69);
  });

  it('outlook-and-rank tells what a commune still has to do, and where it stands', async () => {
    expect(await answerOf('outlook-and-rank')).toMatchObject({
      unit: {
        name: 'Xã Thạch Hà',
        indicators: [{ forecast: { outcome: 'INSUFFICIENT', daysLeft: 30 }, trend: { length: 6 } }],
      },
      ranking: { length: 69 },
    });
  });

  it('processing-time shows working days, fields and form 06 of the same dossiers', async () => {
    const answer = (await answerOf('processing-time')) as {
      province: { processingTime: { channels: { resolved: number }[] } };
      unit: { fields: { name: string; statistics: { resolved: number } }[] };
      form06: { rows: { label: string; column7: number }[] };
    };
    expect(answer.province.processingTime.channels.reduce((sum, { resolved }) => sum + resolved, 0)).toBe(2);
    expect(answer.unit.fields).toContainEqual({
      name: 'Hộ tịch',
      statistics: expect.objectContaining({ resolved: 2 }),
    });
    expect(answer.form06.rows.at(-1)).toMatchObject({ label: 'Tổng số', column7: 2 });
  });

  it('monthly-report shows the reports of province and commune', async () => {
    const figures = { statistics: { received: 2, resolved: 2, resolvedLate: 1 } };
    expect(await answerOf('monthly-report')).toMatchObject({
      province: { reports: { nodes: [{ figures }] } },
      unit: { name: 'Xã Thạch Hà', reports: { nodes: [{ figures, deadline: { dueOn: '2025-12-16' } }] } },
    });
  });

  it('plan-clauses shows the tree and the targets with their quotes', async () => {
    const { plan } = (await answerOf('plan-clauses')) as { plan: { clauses: unknown[]; targets: { quote: string }[] } };
    expect(plan.clauses.length).toBeGreaterThan(2);
    expect(plan.targets.every(({ quote }) => quote.length > 0)).toBe(true);
  });

  it('working-calendar shows Tết with its source, and the due days around it', async () => {
    const { calendarDays, secondWorkingDay, plan } = (await answerOf('working-calendar')) as {
      calendarDays: { day: string }[];
      secondWorkingDay: { day: string };
      plan: { duties: { duePreview: { dueOn: string }[] }[] };
    };
    expect(calendarDays).toContainEqual(
      expect.objectContaining({ day: '2026-02-17', name: 'Tết Bính Ngọ', source: 'Thông báo 9441/TB-BNV' }),
    );
    expect(secondWorkingDay.day).toBe('2026-02-24');
    const due = plan.duties.flatMap(({ duePreview }) => duePreview.map(({ dueOn }) => dueOn));
    expect(due).toEqual(expect.arrayContaining(['2026-01-16', '2026-02-24', '2026-03-17', '2026-03-31']));
  });

  it('due-deadlines names unit and clause', async () => {
    const { deadlines } = (await answerOf('due-deadlines')) as { deadlines: { totalCount: number; nodes: object[] } };
    expect(deadlines.totalCount).toBeGreaterThan(0);
    expect(deadlines.nodes[0]).toMatchObject({ unit: {}, clause: {} });
  });

  it('procedure-pages leads from page to page', async () => {
    const saved = savedQueries.find(({ name }) => name === 'procedure-pages');
    const { data: first } = await server.request(saved?.query ?? '', saved?.variables, token);
    const { endCursor, hasNextPage } = (first as unknown as ProcedurePage).procedures.pageInfo;
    expect(hasNextPage).toBe(true);
    const { data: second } = await server.request(saved?.query ?? '', { ...saved?.variables, after: endCursor }, token);
    const codes = [first, second].flatMap((page) => (page as unknown as ProcedurePage).procedures.nodes);
    expect(new Set(codes.map(({ code }) => code)).size).toBe(20);
  });
});

interface Explained {
  targetValues: { target: { code: string }; explain: { contributions: { nodes: object[] } } }[];
}

interface ProcedurePage {
  procedures: { nodes: { code: string }[]; pageInfo: { endCursor: string; hasNextPage: boolean } };
}
