import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Role } from '../../schema/access/index.js';
import { dataOf, resultOf } from '../support/answers.js';
import { reportMorning } from '../support/december-reports.js';
import { loadLineageFixture } from '../support/lineage-fixture.js';
import { startRunningServer, type RunningServer } from '../support/running-server.js';

let server: RunningServer;
let admin: { email: string; token: string };

beforeAll(async () => {
  server = await startRunningServer(reportMorning);
  await loadLineageFixture(server.orm.em.fork());
  admin = await server.createAccount(Role.Admin);
});
afterAll(() => server?.close());

async function ask<Data>(query: string, variables: Record<string, unknown> = {}): Promise<Data> {
  return dataOf<Data>(await server.request(query, variables));
}

async function change(mutation: string): Promise<Record<string, unknown>> {
  return resultOf(await server.request(`mutation { result: ${mutation} }`, {}, admin.token));
}

const ERRORS = '... on UserErrors { userErrors { code path message } }';
const UNIT_RESULT = `{ ... on UnitPayload { unit { code name validTo } } ${ERRORS} }`;
const GROUP_RESULT = `{ ... on UnitGroupPayload { group { code units { totalCount } } } ${ERRORS} }`;

describe('groups', () => {
  it('hold the communes of each former district, marked as derived', async () => {
    const { unitGroups } = await ask<{
      unitGroups: { code: string; certainty: string; units: { totalCount: number } }[];
    }>('{ unitGroups { code certainty units { totalCount } } }');
    expect(unitGroups).toHaveLength(12);
    expect(new Set(unitGroups.map(({ certainty }) => certainty))).toEqual(new Set(['DERIVED']));
    expect(unitGroups.reduce((sum, { units }) => sum + units.totalCount, 0)).toBe(69);
    const data = await ask(`{ unit(code: "18562") { groups { name } before: groups(asOf: "2025-06-30") { name } }
      units(filter: { group: "HUYEN-THACH-HA" }) { totalCount } }`);
    expect(data).toMatchObject({
      unit: { groups: [{ name: 'Huyện Thạch Hà' }], before: [] },
      units: { totalCount: 8 },
    });
  });

  it('are made by administrators, with days, and narrow lists and rankings', async () => {
    const group =
      'saveUnitGroup(group: { code: "DO-THI", name: "Đô thị", certainty: UNVERIFIED, sourceNote: "thử" }, reason: "Lập nhóm")';
    expect(await change(`${group} ${GROUP_RESULT}`)).toEqual({ group: { code: 'DO-THI', units: { totalCount: 0 } } });
    for (const unit of ['18073', '18100']) {
      await change(
        `addUnitToGroup(group: "DO-THI", unit: "${unit}", from: "2025-12-01", reason: "Đô thị") ${GROUP_RESULT}`,
      );
    }
    const take = 'removeUnitFromGroup(group: "DO-THI", unit: "18100", reason: "Nhầm")';
    expect(await change(`${take} ${GROUP_RESULT}`)).toEqual({ group: { code: 'DO-THI', units: { totalCount: 1 } } });
    expect(await change(`${take} ${GROUP_RESULT}`)).toMatchObject({
      userErrors: [{ code: 'NOT_FOUND', path: ['unit'] }],
    });
    const data = await ask(`{
      ranking(indicator: "SATISFACTION", period: "2025-12", kind: COMMUNE, within: "DO-THI") { unit { code } }
      before: units(filter: { group: "DO-THI", asOf: "2025-12-15" }) { totalCount } }`);
    expect(data).toEqual({ ranking: [{ unit: { code: '18073' } }], before: { totalCount: 2 } });
    const wrong = await change(`addUnitToGroup(group: "KHONG-CO", unit: "18073", reason: "x") ${GROUP_RESULT}`);
    expect(wrong).toMatchObject({ userErrors: [{ code: 'NOT_FOUND', path: ['group'] }] });
  });
});

/** Merges one unit into another on 01/10/2025. */
const save = (predecessor: string, successor: string, share: string, reason = 'thử') =>
  change(`saveLineage(step: { predecessor: "${predecessor}", successor: "${successor}", kind: MERGED_INTO, share: ${share},
        effectiveOn: "2025-10-01", certainty: UNVERIFIED, sourceNote: "thử" }, reason: "${reason}") ${UNIT_RESULT}`);

describe('changes of units', () => {
  it('keep the old name of a renamed unit, audited with before, after and reason', async () => {
    const unit = `code: "TINHDOAN", kind: AGENCY, name: "Tỉnh đoàn Thử", shortName: "Tỉnh đoàn", certainty: UNVERIFIED, sourceNote: "thử"`;
    const saved = await change(`saveUnit(unit: { ${unit} }, reason: "Đổi tên thử") ${UNIT_RESULT}`);
    expect(saved).toMatchObject({ unit: { name: 'Tỉnh đoàn Thử' } });
    const audit = await server.request(
      `{ auditEntries(filter: { action: "UNIT_SAVED", from: "2020-01-01" }, first: 1) { nodes { actor reason fields { name before after } } } }`,
      {},
      admin.token,
    );
    expect(dataOf(audit)).toMatchObject({
      auditEntries: {
        nodes: [
          {
            actor: admin.email,
            reason: 'Đổi tên thử',
            fields: expect.arrayContaining([
              { name: 'name', before: expect.stringContaining('(Tỉnh đoàn)'), after: 'Tỉnh đoàn Thử' },
            ]),
          },
        ],
      },
    });
    const data = await ask<{ unit: { aliases: object[] } }>('{ unit(code: "TINHDOAN") { aliases { kind validTo } } }');
    expect(data.unit.aliases).toEqual([{ kind: 'FORMER_NAME', validTo: '2025-12-16' }]);
  });

  it('refuse circles, unknown units, bad shares and missing reasons in Vietnamese', async () => {
    expect(await save('V02', 'V02', '"1/1"')).toMatchObject({ userErrors: [{ path: ['successor'] }] });
    expect(await save('V99', 'V02', '"1/1"')).toMatchObject({
      userErrors: [{ code: 'NOT_FOUND', path: ['predecessor'] }],
    });
    expect(await save('V02', 'V01', '"7"')).toMatchObject({ userErrors: [{ path: ['share'] }] });
    expect(await save('V02', 'V01', '"1/1"', '')).toMatchObject({ userErrors: [{ path: ['reason'] }] });
    expect(await save('V02', 'V16', '"1/1"')).toMatchObject({
      userErrors: [{ message: expect.stringContaining('vòng tròn') }],
    });
  });

  it('merge a unit into another, which is found by its name from then on, and take the step back', async () => {
    const step = `saveLineage(step: { predecessor: "V02", successor: "V01", kind: MERGED_INTO, share: "1/1",
      effectiveOn: "2025-12-01", certainty: UNVERIFIED, sourceNote: "thử" }, reason: "Thử nhập")`;
    expect(await change(`${step} ${UNIT_RESULT}`)).toMatchObject({ unit: { code: 'V01' } });
    const search =
      '{ searchUnits(text: "thu moi hai") { unit { code } matched reason } unit(code: "V02") { validTo } }';
    expect(await ask(search)).toEqual({
      searchUnits: [
        {
          unit: { code: 'V01' },
          matched: 'Thử Mới Hai',
          reason: 'tên cũ «Phường Thử Mới Hai», nhập vào Xã Thử Mới Một từ 01/12/2025',
        },
      ],
      unit: { validTo: '2025-12-01' },
    });
    const back = 'removeLineage(predecessor: "V02", successor: "V01", reason: "Ghi nhầm")';
    expect(await change(`${back} ${UNIT_RESULT}`)).toMatchObject({ unit: { code: 'V01' } });
    expect(await ask(search)).toMatchObject({
      searchUnits: [{ unit: { code: 'V02' }, reason: 'đã chấm dứt từ 01/12/2025, chưa có dữ liệu về đơn vị kế tiếp' }],
    });
  });

  it('give and take other names', async () => {
    const alias = 'saveAlias(alias: { unit: "18562", name: "Thị trấn Bịa", kind: FORMER_NAME }, reason: "thử")';
    await change(`${alias} ${UNIT_RESULT}`);
    const search = '{ searchUnits(text: "bia") { unit { code } reason } }';
    expect(await ask(search)).toEqual({ searchUnits: [{ unit: { code: '18562' }, reason: 'tên cũ «Thị trấn Bịa»' }] });
    await change(`removeAlias(unit: "18562", name: "Thị trấn Bịa", reason: "thử") ${UNIT_RESULT}`);
    expect(await ask(search)).toEqual({ searchUnits: [] });
  });

  it('end a post, once', async () => {
    const post = 'unit: "18073", kind: DEPUTY';
    await change(
      `savePost(${post}, title: "Phó Chủ tịch", email: "pct@thanhsen.example", from: "2025-11-01") { __typename }`,
    );
    const end = `endPost(${post}, reason: "Thôi giữ chức") { ... on EndPostPayload { post { email validFrom validTo } } ${ERRORS} }`;
    expect(await change(end)).toEqual({
      post: { email: 'pct@thanhsen.example', validFrom: '2025-11-01', validTo: '2025-12-16' },
    });
    expect(await change(end)).toMatchObject({ userErrors: [{ code: 'NOT_FOUND', path: ['kind'] }] });
  });
});
