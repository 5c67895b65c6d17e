import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Role } from '../../schema/access/index.js';
import { dataOf, errorCode } from '../support/answers.js';
import { fillDecember2025, reportMorning } from '../support/december-reports.js';
import { startRunningServer, type RunningServer } from '../support/running-server.js';

let server: RunningServer;
let token: string;

beforeAll(async () => {
  server = await startRunningServer(reportMorning);
  await fillDecember2025(server);
  ({ token } = await server.createAccount(Role.Admin));
});
afterAll(() => server?.close());

interface PageInfo {
  hasNextPage: boolean;
  hasPreviousPage: boolean;
  startCursor: string | null;
  endCursor: string | null;
}

interface CommunePage {
  nodes: { code: string; shortName: string }[];
  edges: { cursor: string; node: { code: string } }[];
  pageInfo: PageInfo;
  totalCount: number;
}

const COMMUNES = `query ($first: Int, $after: String, $last: Int, $before: String) {
  province { communes(first: $first, after: $after, last: $last, before: $before) {
    nodes { code shortName } edges { cursor node { code } } totalCount
    pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } } }`;

async function ask<Data>(query: string, variables: Record<string, unknown> = {}): Promise<Data> {
  return dataOf<Data>(await server.request(query, variables));
}

async function communes(variables: Record<string, unknown>): Promise<CommunePage> {
  return (await ask<{ province: { communes: CommunePage } }>(COMMUNES, variables)).province.communes;
}

async function unitNames(field: string): Promise<string[]> {
  const { province } = await ask<{ province: Record<string, { nodes: { shortName: string }[] }> }>(
    `{ province { ${field}(first: 200) { nodes { shortName } } } }`,
  );
  return (province[field]?.nodes ?? []).map(({ shortName }) => shortName);
}

describe('the hierarchy', () => {
  it('leads from the province to units and procedures, and back', async () => {
    const data = await ask(`{ province { code name
      departments(first: 1) { totalCount nodes { __typename kind province { code } } }
      communes(first: 1) { totalCount nodes { __typename kind province { code } procedures(first: 1) { totalCount } } }
      procedures(first: 1) { totalCount nodes { owner { __typename province { code } } units(first: 1) { totalCount } } }
    } }`);
    expect(data).toMatchObject({
      province: {
        code: '42',
        name: 'Tỉnh Hà Tĩnh',
        departments: { totalCount: 19, nodes: [{ __typename: 'Department', province: { code: '42' } }] },
        communes: { totalCount: 69, nodes: [{ __typename: 'Commune', kind: 'COMMUNE', province: { code: '42' } }] },
        procedures: { totalCount: 172, nodes: [{ owner: { __typename: 'Department', province: { code: '42' } } }] },
      },
    });
  });

  it('gives a procedure of the communes to all 69 of them and to the department that manages it', async () => {
    const { procedure } = await ask<{
      procedure: { owner: object; units: { totalCount: number; nodes: { kind: string }[] } };
    }>(
      `{ procedure(code: "1.001193") { owner { code procedures(first: 200) { nodes { code } } }
        units(first: 200) { totalCount nodes { code kind procedures(filter: { name: "khai sinh" }) { nodes { code } } } } } }`,
    );
    const here = { nodes: expect.arrayContaining([{ code: '1.001193' }]) };
    expect(procedure).toMatchObject({ owner: { code: 'STP', procedures: here }, units: { totalCount: 70 } });
    const kinds = procedure.units.nodes.map(({ kind }) => kind);
    expect(kinds.filter((kind) => kind === 'COMMUNE')).toHaveLength(69);
    for (const unit of procedure.units.nodes) expect(unit).toMatchObject({ procedures: here });
  });

  it('counts 60 xã and 9 phường', async () => {
    const data =
      await ask(`{ province { xa: communes(type: XA) { totalCount } phuong: communes(type: PHUONG) { totalCount } }
      units(filter: { communeType: PHUONG }) { totalCount } }`);
    expect(data).toEqual({
      province: { xa: { totalCount: 60 }, phuong: { totalCount: 9 } },
      units: { totalCount: 9 },
    });
  });

  it.each(['communes', 'departments'])('lists %s in Vietnamese order', async (field) => {
    const names = await unitNames(field);
    const vietnamese = new Intl.Collator('vi');
    expect(names).toEqual(names.toSorted(vietnamese.compare));
    expect(names.length).toBeGreaterThan(15);
  });

  it('puts Đ after D, as Vietnamese does', async () => {
    const names = await unitNames('communes');
    const initials = names.map((name) => name.normalize('NFC')[0]);
    const [firstD, lastD] = [initials.indexOf('Đ'), initials.lastIndexOf('Đ')];
    expect(firstD).toBeGreaterThan(initials.lastIndexOf('C'));
    expect(lastD).toBeLessThan(initials.indexOf('G'));
  });

  it.each([
    ['unit(code: "00000") { code }', 'unit'],
    ['province(code: "99") { code }', 'province'],
    ['procedure(code: "9.999999") { code }', 'procedure'],
    ['plan(number: "000/KH-UBND") { number }', 'plan'],
  ])('answers null for what is not there: %s', async (field, name) => {
    expect(await ask(`{ ${field} }`)).toEqual({ [name]: null });
  });
});

describe('pages', () => {
  it('lead forwards through every commune once', async () => {
    const seen: string[] = [];
    let after: string | null = null;
    let page: CommunePage;
    do {
      page = await communes({ first: 25, after });
      expect(page.pageInfo.hasPreviousPage).toBe(after !== null);
      expect(page.edges.map(({ node }) => node.code)).toEqual(page.nodes.map(({ code }) => code));
      seen.push(...page.nodes.map(({ code }) => code));
      after = page.pageInfo.endCursor;
    } while (page.pageInfo.hasNextPage);
    expect(seen).toEqual((await communes({ first: 200 })).nodes.map(({ code }) => code));
    expect(new Set(seen).size).toBe(69);
  });

  it('lead backwards through every commune once, each page in list order', async () => {
    const pages: string[][] = [];
    let before: string | null = null;
    let page: CommunePage;
    do {
      page = await communes({ last: 25, before });
      expect(page.pageInfo.hasNextPage).toBe(before !== null);
      pages.unshift(page.nodes.map(({ code }) => code));
      before = page.pageInfo.startCursor;
    } while (page.pageInfo.hasPreviousPage);
    expect(pages.map(({ length }) => length)).toEqual([19, 25, 25]);
    expect(pages.flat()).toEqual((await communes({ first: 200 })).nodes.map(({ code }) => code));
  });

  it('hold 20 when nobody says how many, and none when none are wanted', async () => {
    expect((await communes({})).nodes).toHaveLength(20);
    const none = await communes({ first: 0 });
    expect(none).toMatchObject({ nodes: [], totalCount: 69, pageInfo: { startCursor: null, endCursor: null } });
  });

  it.each([
    ['a cursor that is none', { after: 'xyz' }],
    ['the cursor of another list', { after: Buffer.from('["2025-12-16"]').toString('base64url') }],
    ['a cursor without a key', { after: Buffer.from('["Xã", "không"]').toString('base64url') }],
    ['more than 200', { first: 201 }],
    ['less than none', { first: -1 }],
    ['both ends at once', { first: 1, last: 1 }],
    ['before without last', { before: 'xyz' }],
  ])('refuse %s', async (_case, variables) => {
    const answer = await server.request(COMMUNES, variables);
    expect(errorCode(answer)).toBe('INVALID_INPUT');
    expect(answer.errors?.[0]?.message).toMatch(/trang|first|last/);
  });
});

const KINDS = `{ province { id plans { id targets { id } tasks { id } duties { id } }
    departments(first: 1) { nodes { id } } communes(first: 1) { nodes { id } } procedures(first: 1) { nodes { id } } }
  units(filter: { kind: AGENCY }, first: 1) { nodes { id } } deadlines(first: 1) { nodes { id } } reports(first: 1) { nodes { id } } }`;

/** Ids by type, the first of each, wherever they stand in an answer. */
function idsIn(value: unknown, found = new Map<string, string>()): Map<string, string> {
  if (typeof value !== 'object' || value === null) return found;
  for (const [name, inner] of Object.entries(value)) {
    if (name !== 'id') idsIn(inner, found);
    else found.set(Buffer.from(String(inner), 'base64url').toString('utf8').split(':')[0] ?? '', String(inner));
  }
  return found;
}

describe('node', () => {
  it('gives back everything that has an id', async () => {
    const ids = idsIn(dataOf(await server.request(KINDS, {}, token)));
    expect([...ids.keys()].toSorted()).toEqual(
      // prettier-ignore
      ['Agency', 'Commune', 'Deadline', 'Department', 'Duty', 'Plan', 'Procedure', 'Province', 'Report', 'Target', 'Task'],
    );
    const nodes = [...ids.values()];
    const answer = await server.request(
      'query ($ids: [ID!]!) { nodes(ids: $ids) { __typename id } }',
      { ids: nodes },
      token,
    );
    expect(dataOf(answer)).toEqual({ nodes: [...ids].map(([__typename, id]) => ({ __typename, id })) });
    for (const [__typename, id] of ids) {
      const one = await server.request('query ($id: ID!) { node(id: $id) { __typename id } }', { id }, token);
      expect(dataOf(one)).toEqual({ node: { __typename, id } });
    }
  });

  it('answers null for an id that nothing has, or has as another kind', async () => {
    const { province } = await ask<{ province: { communes: { nodes: { id: string }[] } } }>(
      '{ province { communes(first: 1) { nodes { id } } } }',
    );
    const [, key] = Buffer.from(province.communes.nodes[0]?.id ?? '', 'base64url')
      .toString('utf8')
      .split(':');
    const ids = [`Department:${key}`, 'Commune:00000000-0000-7000-8000-000000000000'];
    const encoded = ids.map((id) => Buffer.from(id).toString('base64url'));
    expect(await ask('query ($ids: [ID!]!) { nodes(ids: $ids) { id } }', { ids: encoded })).toEqual({
      nodes: [null, null],
    });
  });

  it.each([
    ['no base64', '***'],
    ['no type', Buffer.from('00000000-0000-7000-8000-000000000000').toString('base64url')],
    ['a type there is not', Buffer.from('User:00000000-0000-7000-8000-000000000000').toString('base64url')],
    [
      'a type that every object has',
      Buffer.from('toString:00000000-0000-7000-8000-000000000000').toString('base64url'),
    ],
    ['no key', Buffer.from("Unit:' or 1=1").toString('base64url')],
    ['nothing', ''],
  ])('refuses an id with %s in Vietnamese', async (_case, id) => {
    const answer = await server.request('query ($id: ID!) { node(id: $id) { id } }', { id });
    expect(errorCode(answer)).toBe('INVALID_INPUT');
    expect(answer.errors?.[0]?.message).toBe('Mã định danh (id) không hợp lệ.');
  });

  it('refuses more ids than a page holds', async () => {
    const ids = Array.from({ length: 201 }, () => 'x');
    expect(errorCode(await server.request('query ($ids: [ID!]!) { nodes(ids: $ids) { id } }', { ids }))).toBe(
      'INVALID_INPUT',
    );
  });
});
