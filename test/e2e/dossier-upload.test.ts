import { request as httpRequest } from 'node:http';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { Role } from '../../schema/access/index.js';
import { rowsOf } from '../../schema/base/index.js';
import { csvOf } from '../support/dossier-rows.js';
import { startRunningServer, type RunningServer } from '../support/running-server.js';
import { until } from '../support/until.js';

const now = new Date('2026-06-30T08:00:00+07:00');
let server: RunningServer;
let admin: string;

beforeAll(async () => {
  server = await startRunningServer(now, { IMPORT_MAX_MEGABYTES: '1' });
  admin = (await server.createAccount(Role.Admin)).token;
});
afterAll(() => server?.close());

interface Reply {
  status: number;
  body: {
    import?: Record<string, unknown>;
    rejections?: Record<string, unknown>[];
    errors?: { message: string; extensions: { code: string } }[];
  };
}

async function upload(
  body: string | Buffer,
  token: string | null,
  { query = 'fileName=ho-so.csv', headers = {} }: { query?: string; headers?: Record<string, string> } = {},
): Promise<Reply> {
  const response = await fetch(`${server.origin}/imports/dossiers?${query}`, {
    method: 'POST',
    headers: { 'content-type': 'text/csv', ...headers, ...(token && { authorization: `Bearer ${token}` }) },
    body: new Uint8Array(Buffer.from(body)),
  });
  return { status: response.status, body: (await response.json()) as Reply['body'] };
}

const refusal = ({ status, body }: Reply) => ({ status, ...body.errors?.[0]?.extensions });
const fileOf = (code: string) => csvOf([{ code }]);
const stored = async (code: string) =>
  (await rowsOf(server.orm.em.fork(), sql`select from dossier where code = ${code}`)).length;

const ISSUE = `mutation ($name: String!, $days: Int!) { issueIntegrationToken(name: $name, days: $days) {
  ... on IssueIntegrationTokenPayload { secret integrationToken { id name createdBy expiresAt endedAt lastUsedAt } }
  ... on UserErrors { userErrors { code message path } } } }`;

interface Issued {
  secret: string;
  integrationToken: { id: string };
  userErrors?: { code: string }[];
}

async function issue(name: string, days = 30, token = admin): Promise<Issued> {
  const { data } = await server.request(ISSUE, { name, days }, token);
  return data?.['issueIntegrationToken'] as Issued;
}

describe('an integration token', () => {
  it('lets another system hand dossiers in, under its own name in the audit', async () => {
    const { secret } = await issue('Một cửa điện tử');
    const reply = await upload(fileOf('H27.14-251103-1001'), secret);
    expect(reply).toMatchObject({ status: 200, body: { import: { created: 1, rejected: 0 }, rejections: [] } });
    expect(await stored('H27.14-251103-1001')).toBe(1);
    const [entry] = await rowsOf(
      server.orm.em.fork(),
      sql`select actor from audit_entry where action = 'DOSSIERS_IMPORTED' order by id desc limit 1`,
    );
    expect(entry).toEqual({ actor: 'integration Một cửa điện tử' });
    const { data } = await server.request('{ integrationTokens { name lastUsedAt } }', {}, admin);
    expect(data?.['integrationTokens']).toEqual([{ name: 'Một cửa điện tử', lastUsedAt: now.toISOString() }]);
  });

  it('opens nothing else', async () => {
    const { secret } = await issue('Hệ thống khác');
    const { data, errors } = await server.request('{ viewer { name } dossierImports { nodes { id } } }', {}, secret);
    expect(data?.['viewer'] ?? null).toBeNull();
    expect(errors?.[0]?.extensions?.code).toBe('UNAUTHENTICATED');
  });

  it('ends at once when it is taken back, and by itself when its days are over', async () => {
    const { secret, integrationToken } = await issue('Tạm');
    const end = 'mutation ($id: ID!) { endIntegrationToken(id: $id) { ... on UserErrors { userErrors { code } } } }';
    const ended = async (id: string) => (await server.request(end, { id }, admin)).data?.['endIntegrationToken'];
    expect(await ended(integrationToken.id)).toEqual({});
    expect(refusal(await upload(fileOf('H27.14-251103-1002'), secret))).toEqual({
      status: 401,
      code: 'UNAUTHENTICATED',
    });
    expect(await ended(integrationToken.id)).toEqual({ userErrors: [{ code: 'CONFLICT' }] });
    for (const id of ['khong-phai-ma', '00000000-0000-7000-8000-000000000000'])
      expect(await ended(id)).toEqual({ userErrors: [{ code: 'NOT_FOUND' }] });
    const short = await issue('Ngắn hạn', 1);
    await rowsOf(server.orm.em.fork(), sql`update integration_token set expires_at = ${now} where name = 'Ngắn hạn'`);
    expect(refusal(await upload(fileOf('H27.14-251103-1002'), short.secret))).toMatchObject({ status: 401 });
    expect(await stored('H27.14-251103-1002')).toBe(0);
  });

  it.each([
    ['no name', ' ', 30],
    ['no days', 'Tên', 0],
    ['more days than two years', 'Tên', 731],
  ])('is not issued with %s', async (_case, name, days) => {
    expect((await issue(name, days)).userErrors).toMatchObject([{ code: 'INVALID_INPUT' }]);
  });

  it('is issued and listed by administrators only', async () => {
    const coordinator = (await server.createAccount(Role.Coordinator)).token;
    expect((await issue('Tên', 30, coordinator)).userErrors).toMatchObject([{ code: 'FORBIDDEN' }]);
    const { errors } = await server.request('{ integrationTokens { name } }', {}, coordinator);
    expect(errors?.[0]?.extensions?.code).toBe('FORBIDDEN');
  });
});

describe('an upload', () => {
  it('is taken from those who may import, and refused to everybody else', async () => {
    const cells: [Role, string | null, number][] = [
      [Role.Coordinator, null, 200],
      [Role.Head, '18073', 403],
      [Role.Officer, '18073', 403],
    ];
    for (const [role, unit, status] of cells) {
      const { token } = await server.createAccount(role, unit);
      expect((await upload(fileOf('H27.14-251103-1101'), token)).status).toBe(status);
    }
    for (const token of [null, 'sai-ma']) expect((await upload(fileOf('H27.14-251103-1102'), token)).status).toBe(401);
    expect(await stored('H27.14-251103-1102')).toBe(0);
  });

  it('names row, column and reason of what it leaves out', async () => {
    const text = csvOf([{ code: 'H27.14-251103-1201' }, { code: 'H27.14-251103-1202', due_on: '31/12/2025' }]);
    const { body } = await upload(text, admin);
    expect(body.import).toMatchObject({ rowsRead: 2, created: 1, rejected: 1 });
    expect(body.rejections).toMatchObject([{ row: 3, column: 'due_on', rule: 'DATE_FORMAT', value: '31/12/2025' }]);
  });

  it('tells beforehand what it would do, and is refused when the data moved on', async () => {
    const text = fileOf('H27.14-251103-1251');
    const dry = await upload(text, admin, { query: 'fileName=ho-so.csv&dryRun=true' });
    expect(dry.body.import).toMatchObject({ id: null, isDryRun: true, created: 1 });
    expect(await stored('H27.14-251103-1251')).toBe(0);
    const base = Number(dry.body.import?.['baseDataVersion']);
    const commit = (version: number) =>
      upload(text, admin, { query: `fileName=ho-so.csv&expectedDataVersion=${version}` });
    expect(refusal(await commit(base + 1))).toEqual({ status: 409, code: 'CONFLICT' });
    expect((await commit(base)).body.import).toMatchObject({ created: 1, isAlreadyImported: false });
    expect((await commit(base + 1)).body.import).toMatchObject({ created: 0, unchanged: 1, isAlreadyImported: true });
  });

  it('is read by the profile named, and refused for one there is not', async () => {
    const header = 'MaHoSo;MaThuTuc;DonViTiepNhan;DonViXuLy;KenhThucHien;TrangThaiHoSo;NgayTiepNhan;NgayHenTra;';
    const rest = 'NgayKetThucXuLy;CoNghiaVuTaiChinh;DuocThanhToanTrucTuyen;NgayCapNhat;HoTen';
    const row = 'H27.14-251103-1261;1.001193;18073;18073;2;10;03/11/2025 08:00;05/11/2025 17:00;04/11/2025 09:30;';
    const text = `${header}${rest}\n${row}1;2;04/11/2025 09:30;Không được lưu\n`;
    const named = (profile: string) => upload(text, admin, { query: `fileName=mot-cua.csv&profile=${profile}` });
    expect((await named('one-stop')).body).toMatchObject({ import: { created: 1, rejected: 0 } });
    expect(refusal(await named('khong-co'))).toEqual({ status: 404, code: 'NOT_FOUND' });
    const [row1] = await rowsOf(
      server.orm.em.fork(),
      sql`select channel, received_on::text, paid_online from dossier where code = 'H27.14-251103-1261'`,
    );
    expect(row1).toEqual({ channel: 'ONLINE', received_on: '2025-11-03', paid_online: true });
  });

  it('gives its rejected rows back to whoever handed it in and to those who may read imports', async () => {
    const [own, other] = [await issue('Hệ thống A'), await issue('Hệ thống B')];
    const { body } = await upload(csvOf([{ code: 'H27.14-251103-1271', status: '77' }]), own.secret);
    const { rejectedRows } = body as { rejectedRows: string };
    const get = async (token: string | null) =>
      fetch(`${server.origin}${rejectedRows}`, { headers: token ? { authorization: `Bearer ${token}` } : {} });
    const answer = await get(own.secret);
    expect(answer.headers.get('content-disposition')).toContain('loi-ho-so.csv');
    expect(await answer.text()).toMatch(/,loi\r\nH27\.14-251103-1271,.*dòng 2: status: /s);
    expect((await get(admin)).status).toBe(200);
    const head = (await server.createAccount(Role.Head, '18073')).token;
    expect([(await get(other.secret)).status, (await get(head)).status, (await get(null)).status]).toEqual([
      404, 403, 401,
    ]);
  });

  it('may be packed with gzip', async () => {
    const headers = { 'content-encoding': 'gzip' };
    expect(await upload(gzipSync(fileOf('H27.14-251103-1301')), admin, { headers })).toMatchObject({ status: 200 });
    const halves = gzipSync(
      csvOf(Array.from({ length: 200 }, (_, n) => ({ code: `H27.14-251103-2${String(n).padStart(3, '0')}` }))),
    );
    for (const body of [halves.subarray(0, halves.length / 2), Buffer.from('không nén')]) {
      expect(refusal(await upload(body, admin, { headers }))).toEqual({ status: 400, code: 'INVALID_INPUT' });
    }
    expect(await stored('H27.14-251103-2000')).toBe(0);
  });

  it('is refused when it is, or unpacks to, more than the limit', async () => {
    const large = `${fileOf('H27.14-251103-1401')}${' '.repeat(1_100_000)}`;
    expect(refusal(await upload(large, admin))).toEqual({ status: 400, code: 'INVALID_INPUT' });
    const bomb = await upload(gzipSync(csvOf(Array.from({ length: 20_000 }, () => ({})))), admin, {
      headers: { 'content-encoding': 'gzip' },
    });
    expect(bomb.body.errors?.[0]?.message).toContain('lớn hơn 1 MB');
    expect(await stored('H27.14-251103-1401')).toBe(0);
  });

  it.each([
    ['without a file name', 'profile=standard', 'fileName'],
    ['with a path for a name', 'fileName=../a.csv', 'gạch chéo'],
    ['with an unknown parameter', 'fileName=a.csv&cot=1', 'cot'],
    ['with a flag that is none', 'fileName=a.csv&dryRun=co', 'dryRun'],
    ['with a version that is none', 'fileName=a.csv&expectedDataVersion=-1', 'expectedDataVersion'],
    ['with a name twice', 'fileName=a.csv&fileName=b.csv', 'fileName'],
  ])('%s is refused', async (_case, query, named) => {
    const reply = await upload(fileOf('H27.14-251103-1501'), admin, { query });
    expect(refusal(reply)).toEqual({ status: 400, code: 'INVALID_INPUT' });
    expect(reply.body.errors?.[0]?.message).toContain(named);
  });

  it('that breaks off half-way changes nothing and leaves the server well', async () => {
    const { port } = new URL(server.origin);
    const headers = { authorization: `Bearer ${admin}`, 'content-length': '1000000' };
    await new Promise<void>((resolve) => {
      const half = httpRequest({ port, method: 'POST', path: '/imports/dossiers?fileName=a.csv', headers });
      half.on('error', () => resolve());
      half.write(fileOf('H27.14-251103-1601'));
      setTimeout(() => half.destroy(new Error('gone')), 200);
    });
    await until(async () => {
      const open = await rowsOf(
        server.orm.em.fork(),
        sql`select from pg_stat_activity where application_name = 'ke-hoach-457 import'`,
      );
      return open.length === 0;
    });
    expect(await stored('H27.14-251103-1601')).toBe(0);
    expect((await upload(fileOf('H27.14-251103-1602'), admin)).status).toBe(200);
  });

  it('asks the fifth of five at once to come back', async () => {
    const started = Array.from({ length: 4 }, (_, n) =>
      holdOpen(fileOf(`H27.14-251103-17${String(n).padStart(2, '0')}`)),
    );
    await until(async () => {
      const open = await rowsOf(
        server.orm.em.fork(),
        sql`select from pg_stat_activity where application_name = 'ke-hoach-457 import'`,
      );
      return open.length === 4;
    });
    const response = await fetch(`${server.origin}/imports/dossiers?fileName=a.csv`, {
      method: 'POST',
      headers: { authorization: `Bearer ${admin}` },
      body: fileOf('H27.14-251103-1799'),
    });
    expect([response.status, response.headers.get('retry-after')]).toEqual([503, '30']);
    for (const { finish } of started) finish();
    expect(await Promise.all(started.map(({ status }) => status))).toEqual([200, 200, 200, 200]);
  });
});

/** An upload that stays half sent until `finish`. */
function holdOpen(text: string): { finish(): void; status: Promise<number | undefined> } {
  const { port } = new URL(server.origin);
  const headers = { authorization: `Bearer ${admin}` };
  const sending = httpRequest({ port, method: 'POST', path: '/imports/dossiers?fileName=a.csv', headers });
  const status = new Promise<number | undefined>((resolve, reject) => {
    sending.on('error', reject);
    sending.on('response', (response) => {
      response.resume();
      resolve(response.statusCode);
    });
  });
  sending.write(text.slice(0, 20));
  return { finish: () => sending.end(text.slice(20)), status };
}
