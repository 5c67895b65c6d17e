import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { projectFile } from '../../schema/base/index.js';
import { PlanService, readPlanFolder } from '../../schema/plan/index.js';
import { dataOf } from '../support/answers.js';
import { fillDecember2025, reportMorning } from '../support/december-reports.js';
import { startRunningServer, type RunningServer } from '../support/running-server.js';

let server: RunningServer;

beforeAll(async () => {
  server = await startRunningServer(reportMorning);
  await fillDecember2025(server);
  const data = readPlanFolder(projectFile('test/fixtures/plan-amended'));
  await server.orm.em.fork().transactional((em) => new PlanService(em).load(data));
});
afterAll(() => server?.close());

const PLAN = '88/KH-UBND';

async function planOn(day: string, fields: string): Promise<Record<string, unknown>> {
  const { plan } = dataOf<{ plan: Record<string, unknown> }>(
    await server.request(`query ($day: Date!) { plan(number: "${PLAN}") { ${fields} } }`, { day }),
  );
  return plan;
}

/** The target that the ratio of a commune is compared with in a period. */
const binding = async (period: string) => {
  const { unit } = dataOf<{ unit: { indicators: unknown[] } }>(
    await server.request(
      `query ($period: String!) { unit(code: "18562") { indicators(period: $period,
        codes: ["FULL_PROCESS_OF_RESOLVED"]) { target { value clause { documentNumber } } } } }`,
      { period },
    ),
  );
  return unit.indicators[0];
};

describe('a plan as of a day', () => {
  const FIELDS = `targets(asOf: $day) { value quote clause { text } documentNumber }
    tasks(asOf: $day) { code units { code } } deadlineRules(asOf: $day) { span dueOn precision ruleText }
    clauses(asOf: $day) { code children { code documentNumber } }`;

  it('has the words, numbers and dates before the amendment', async () => {
    const plan = await planOn('2025-11-30', FIELDS);
    expect(plan['targets']).toEqual([
      {
        value: '70 %',
        quote: 'tối thiểu 70% hồ sơ được xử lý trực tuyến toàn trình',
        clause: { text: 'Đến hết quý IV năm 2025, tối thiểu 70% hồ sơ được xử lý trực tuyến toàn trình.' },
        documentNumber: PLAN,
      },
    ]);
    expect(plan['deadlineRules']).toMatchObject([{ span: '2025-Q4', dueOn: '2025-12-31', precision: 'QUARTER' }]);
    expect(
      (plan['tasks'] as { code: string; units: object[] }[]).map(({ code, units }) => [code, units.length]),
    ).toEqual([
      ['II.1', 1],
      ['II.2', 69],
    ]);
    expect((plan['clauses'] as { children: unknown }[]).map(({ children }) => children)).toEqual([
      [{ code: 'I.1', documentNumber: PLAN }],
      [
        { code: 'II.1', documentNumber: PLAN },
        { code: 'II.2', documentNumber: PLAN },
      ],
      [],
    ]);
  });

  it('has those of the amendment from its first day', async () => {
    const plan = await planOn('2025-12-01', FIELDS);
    expect(plan['targets']).toMatchObject([
      { value: '80 %', clause: { text: expect.stringContaining('quý II năm 2026') }, documentNumber: '15/KH-UBND' },
    ]);
    expect(plan['deadlineRules']).toMatchObject([{ span: '2026-Q2', dueOn: '2026-06-30' }]);
    expect(plan['tasks']).toMatchObject([{ code: 'II.1' }, { code: 'II.3', units: [{ code: 'SKHCN' }] }]);
  });

  it('has nothing before it takes effect', async () => {
    expect(await planOn('2025-08-19', 'targets(asOf: $day) { code } clauses(asOf: $day) { code }')).toEqual({
      targets: [],
      clauses: [],
    });
  });

  it('shows every version with its document and days, and each with the clause of its own days', async () => {
    const plan = await planOn(
      '2025-12-16',
      `amendments { number effectiveOn } clause(code: "I.1", asOf: $day) { versions { validFrom validTo documentNumber text } }
        targets { value versions { value validFrom validTo clause { documentNumber } } }`,
    );
    expect(plan).toMatchObject({
      amendments: [{ number: '15/KH-UBND', effectiveOn: '2025-12-01' }],
      clause: {
        versions: [
          { validFrom: '2025-08-20', validTo: '2025-12-01', documentNumber: PLAN },
          { validFrom: '2025-12-01', validTo: null, documentNumber: '15/KH-UBND' },
        ],
      },
      targets: [
        {
          value: '80 %',
          versions: [
            { value: '70 %', validTo: '2025-12-01', clause: { documentNumber: PLAN } },
            { value: '80 %', validTo: null, clause: { documentNumber: '15/KH-UBND' } },
          ],
        },
      ],
    });
  });

  it('binds every period by the version of its last day', async () => {
    expect(await binding('2025-07')).toEqual({ target: null });
    expect(await binding('2025-11')).toMatchObject({ target: { value: '70 %' } });
    expect(await binding('2025-12')).toEqual({ target: { value: '80 %', clause: { documentNumber: '15/KH-UBND' } } });
  });
});

describe('plan 457/KH-UBND', () => {
  it('tells issuer, legal bases, corrections, named units, measures and notes', async () => {
    const { plan } = dataOf<{ plan: Record<string, { code?: string }[]> }>(
      await server.request(`{ plan(number: "457/KH-UBND") { issuer legalBases { number relation issuedOn quote }
        corrections { clause printed corrected certainty } preamble
        targets { code measuredBy units { code } note assignedBy }
        duties { code cooperating { units { code } } exceptUnits { code } embeddedIn }
        tasks { code isAssigned lead { scopes } note partners } } }`),
    );
    expect(plan['issuer']).toBe('Ủy ban nhân dân tỉnh Hà Tĩnh');
    expect(plan['legalBases']).toHaveLength(9);
    expect(plan['corrections']).toContainEqual({
      clause: 'IV.1.d',
      printed: 'Quyết định số 766/QĐ-TTg ngày 23/6/2023',
      corrected: 'Quyết định số 766/QĐ-TTg ngày 23/6/2022',
      certainty: 'CERTAIN',
    });
    const entry = (list: string, code: string) => plan[list]?.find((one) => one.code === code);
    for (const code of ['II.3.c.2', 'II.3.e-2025', 'II.3.e-2026']) {
      expect(entry('targets', code)).toMatchObject({ measuredBy: 'CATALOGUE', units: [{ code: 'VPUBT' }] });
    }
    expect(entry('targets', 'II.1.3-DOSSIERS')).toMatchObject({ note: expect.stringContaining('982') });
    expect(entry('duties', 'IV.3.d-QUARTER')).toMatchObject({
      cooperating: { units: [{ code: 'VPUBT' }, { code: 'CATINH' }] },
    });
    expect(entry('duties', 'IV.8.e-MONTH')).toMatchObject({ exceptUnits: [{ code: 'TKT' }, { code: 'BCHQS' }] });
    expect(entry('tasks', 'II.3.f')).toMatchObject({
      isAssigned: false,
      lead: null,
      note: expect.stringContaining('chưa phân công'),
    });
  });
});
