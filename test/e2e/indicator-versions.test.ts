import { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Role } from '../../schema/access/index.js';
import { parseCivilDate, projectFile } from '../../schema/base/index.js';
import { importDossiers } from '../../schema/dossiers/index.js';
import { IndicatorDefinitionService, readIndicators } from '../../schema/indicators/index.js';
import { PlanService, readPlanFolder } from '../../schema/plan/index.js';
import { dataOf, resultOf } from '../support/answers.js';
import { csvOf, type RowCells } from '../support/dossier-rows.js';
import { indicatorData457 } from '../support/plan-indicators.js';
import { reportMorning } from '../support/december-reports.js';
import { startRunningServer, type RunningServer } from '../support/running-server.js';

const [UNIT, CODE] = ['18562', 'FULL_PROCESS_OF_RESOLVED'];
const AMENDED = 'dossier.fullProcess / (dossier.resolvedEarly + dossier.resolvedOnTime)';

let server: RunningServer;
let admin: string;

function row(place: number, finished: string, cells: Partial<RowCells> = {}): Partial<RowCells> {
  const code = `H27.14-251101-${String(place).padStart(4, '0')}`;
  const days = { received_on: finished, due_on: finished, finished_on: finished };
  return { code, receiving_unit: UNIT, resolving_unit: UNIT, ...days, ...cells };
}

const late = (received: string) => ({ received_on: received, due_on: received, channel: 'IN_PERSON' });

beforeAll(async () => {
  server = await startRunningServer(reportMorning);
  ({ token: admin } = await server.createAccount(Role.Admin));
  const rows = [
    row(1, '2025-11-04'),
    row(2, '2025-11-05', late('2025-11-03')),
    row(3, '2025-12-02'),
    row(4, '2025-12-03', late('2025-12-01')),
  ];
  const { rejected } = await importDossiers({
    url: server.databaseUrl,
    source: Readable.from([csvOf(rows)]),
    fileName: 'ho-so.csv',
    actor: 'test',
    today: parseCivilDate('2025-12-31'),
  });
  expect(rejected).toBe(0);
});
afterAll(() => server?.close());

const SAVE = `mutation ($code: String!, $from: Date!, $formula: String!, $words: String! = "Toàn trình / đúng hạn") {
  saveIndicatorVersion(code: $code, from: $from, formula: $formula, words: $words, documentNumber: "512/KH-UBND",
    source: "Kế hoạch 512/KH-UBND, điểm 2", reason: "Sửa đổi kế hoạch") {
    ... on SaveIndicatorVersionPayload { indicator { code name expression formula validFrom validTo documentNumber
      versions { validFrom validTo } } }
    ... on UserErrors { userErrors { code message path } } } }`;

async function save(variables: Record<string, unknown>, token = admin) {
  return resultOf(
    await server.request(SAVE, { code: CODE, from: '2025-12-01', formula: AMENDED, ...variables }, token),
  );
}

const value = (period: string) => `indicators(period: "${period}", codes: ["${CODE}"]) {
  numerator denominator indicator { expression documentNumber } }`;

async function values() {
  const query = `{ unit(code: "${UNIT}") { november: ${value('2025-11')} december: ${value('2025-12')} year: ${value('2025')} } }`;
  return dataOf<{ unit: Record<string, { numerator: number; denominator: number }[]> }>(await server.request(query))
    .unit;
}

function load(data: typeof indicatorData457, actor: string | null) {
  return server.orm.em
    .fork()
    .transactional((em) => new IndicatorDefinitionService(em).load('457/KH-UBND', data, actor));
}

describe('a version of an indicator', () => {
  it('is refused to all but administrators', async () => {
    const { token } = await server.createAccount(Role.Coordinator);
    expect(await save({}, token)).toMatchObject({ userErrors: [{ code: 'FORBIDDEN' }] });
  });

  it.each([
    [{ code: 'NO_SUCH' }, 'INVALID_INPUT', 'code', 'Không có chỉ số «NO_SUCH»'],
    [{ formula: 'dossier.paid / dossier.rated' }, 'INVALID_INPUT', 'formula', 'ký tự thứ 9: «paid»'],
    [{ formula: 'dossier.rated + dossier.eligible' }, 'INVALID_INPUT', 'formula', 'cộng những thứ khác loại'],
    [{ formula: 'observed.NOBODY / observed.NOBODY' }, 'INVALID_INPUT', 'formula', 'không có số đo «NOBODY»'],
    [{ words: '  ' }, 'INVALID_INPUT', 'words', 'không được để trống'],
    [{ from: '2025-08-20' }, 'CONFLICT', 'from', 'sau phiên bản hiện có (2025-08-20)'],
  ])('%j is refused with %s at %s', async (variables, code, path, message) => {
    expect(await save(variables)).toEqual({
      userErrors: [{ code, path: [path], message: expect.stringContaining(message) }],
    });
  });

  it('evaluates from its day on, while earlier periods keep the formula they had', async () => {
    expect((await values())['december']).toMatchObject([{ numerator: 1, denominator: 2 }]);
    expect(await save({})).toEqual({
      indicator: {
        code: CODE,
        name: 'Tỷ lệ hồ sơ trực tuyến toàn trình trên tổng hồ sơ giải quyết',
        expression: AMENDED,
        formula: 'Toàn trình / đúng hạn',
        validFrom: '2025-12-01',
        validTo: null,
        documentNumber: '512/KH-UBND',
        versions: [
          { validFrom: '2025-08-20', validTo: '2025-12-01' },
          { validFrom: '2025-12-01', validTo: null },
        ],
      },
    });
    const { november, december, year } = await values();
    expect(november).toMatchObject([{ numerator: 1, denominator: 2, indicator: { documentNumber: '457/KH-UBND' } }]);
    expect(december).toMatchObject([{ numerator: 1, denominator: 1, indicator: { expression: AMENDED } }]);
    expect(year).toMatchObject([{ numerator: 2, denominator: 2, indicator: { documentNumber: '512/KH-UBND' } }]);
  });

  it('leaves before, after and why in the audit', async () => {
    const [entry] = await server.orm.em.fork().execute<{ actor: string; details: Record<string, unknown> }[]>(
      `select actor, details from audit_entry where action = 'INDICATOR_VERSION_ADDED' and subject_id = ?
       order by at desc limit 1`,
      [CODE],
    );
    expect(entry?.actor).toMatch(/@hatinh\.example$/);
    expect(entry?.details).toMatchObject({
      before: { validFrom: '2025-08-20' },
      after: { validFrom: '2025-12-01', expression: AMENDED },
      reason: 'Sửa đổi kế hoạch',
    });
  });

  it('stays when the program starts again, and is not overwritten by loading the plan', async () => {
    expect(await load(indicatorData457, null)).toMatchObject({ created: [] });
    expect((await values())['december']).toMatchObject([{ denominator: 1 }]);
    const other = indicatorData457.map((one) => ({ ...one, name: `${one.name} khác` }));
    expect(await load(other, null)).toMatchObject({ created: [] });
    expect(await load(indicatorData457, 'command plan:load')).toMatchObject({ created: [] });
    await expect(load(other, 'command plan:load')).rejects.toMatchObject({ code: 'CONFLICT' });
    const later = indicatorData457.slice(0, 1).map((one) => ({ ...one, from: parseCivilDate('2026-01-01') }));
    expect(await load(later, 'command plan:load')).toEqual({
      created: ['FULL_PROCESS_OF_ELIGIBLE từ 2026-01-01'],
      kept: 1,
    });
  });

  it('comes with another plan, whose targets then have values, and whose codes are its own', async () => {
    const folder = projectFile('test/fixtures/plan-small');
    const data = readPlanFolder(folder);
    const indicators = readIndicators(folder, data, new Map());
    await server.orm.em.fork().transactional(async (em) => {
      await new PlanService(em).load(data);
      await new IndicatorDefinitionService(em).load(data.plan.number, indicators, 'command plan:load');
    });
    const taken = indicators.map((one) => ({ ...one, code: CODE }));
    const again = server.orm.em
      .fork()
      .transactional((em) => new IndicatorDefinitionService(em).load(data.plan.number, taken, null));
    await expect(again).rejects.toMatchObject({ code: 'CONFLICT', message: expect.stringContaining(CODE) });
    const query = `{ unit(code: "${UNIT}") { targetValues(period: "2026-01", codes: ["I.1"]) {
      status target { clause { code } } indicator { code documentNumber } } } }`;
    const { unit } = dataOf<{ unit: { targetValues: object[] } }>(await server.request(query));
    expect(unit.targetValues).toEqual([]);
    const { unit: later } = dataOf<{ unit: { targetValues: object[] } }>(
      await server.request(query.replace('2026-01', '2026-02')),
    );
    expect(later.targetValues).toEqual([
      {
        status: 'NO_DATA',
        target: { clause: { code: 'I.1' } },
        indicator: { code: 'DIGITISED', documentNumber: '12/KH-UBND' },
      },
    ]);
  });

  it('is listed as of a day', async () => {
    const query = `{ before: indicators(asOf: "2025-11-30") { code expression } after: indicators { code expression } }`;
    const lists = dataOf<Record<string, { code: string; expression: string }[]>>(await server.request(query));
    const of = (name: string) => lists[name]?.find(({ code }) => code === CODE)?.expression;
    expect([of('before') === AMENDED, of('after') === AMENDED]).toEqual([false, true]);
    expect(lists['after']?.length).toBeGreaterThanOrEqual(indicatorData457.length);
  });
});
