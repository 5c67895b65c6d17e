import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Role } from '../../schema/access/index.js';
import { fromGlobalId } from '../../schema/base/index.js';
import { dataOf } from '../support/answers.js';
import { fillDecember2025, reportMorning } from '../support/december-reports.js';
import { actOnReport, reportOfUnit } from '../support/report-operations.js';
import { startRunningServer, type RunningServer } from '../support/running-server.js';

const [UNIT, OTHER] = ['18562', '18073'] as const;

let server: RunningServer;
let people: Record<'officer' | 'head' | 'stranger' | 'coordinator', string>;
/** Global ids: of the unit's report, whose first revision was sealed and whose second is a draft; of others. */
let report: string;
let otherReport: string;
let provinceReport: string;

beforeAll(async () => {
  server = await startRunningServer(reportMorning);
  await fillDecember2025(server);
  const account = async (role: Role, unit: string | null = null) => (await server.createAccount(role, unit)).token;
  people = {
    officer: await account(Role.Officer, UNIT),
    head: await account(Role.Head, UNIT),
    stranger: await account(Role.Officer, OTHER),
    coordinator: await account(Role.Coordinator),
  };
  const { head, coordinator } = people;
  report = (await reportOfUnit(server, UNIT, '2025-12', coordinator)).id;
  otherReport = (await reportOfUnit(server, OTHER, '2025-12', coordinator)).id;
  await act('sendReport', head);
  await act('requestReportCorrection', head, 'Sai số liệu');
  await act('grantReportCorrection', coordinator, 'Đồng ý');
  const { province } = dataOf<{ province: { reports: { nodes: { id: string }[] } } }>(
    await server.request('{ province { reports(period: "2025-12") { nodes { id } } } }', {}, coordinator),
  );
  provinceReport = province.reports.nodes[0]?.id ?? '';
});
afterAll(() => server?.close());

async function act(name: string, token: string, reason?: string): Promise<void> {
  const { userErrors } = await actOnReport(server, { name, id: report, token, reason });
  expect(userErrors).toBeUndefined();
}

function get(path: string, token?: string, method = 'GET'): Promise<Response> {
  const headers = token === undefined ? undefined : { authorization: `Bearer ${token}` };
  return fetch(`${server.origin}${path}`, { method, ...(headers && { headers }) });
}

async function exportsOf(id: string): Promise<Record<string, unknown>[]> {
  return server.orm.em
    .fork()
    .execute(`select details from audit_entry where action = 'REPORT_EXPORTED' and subject_id = ? order by id`, [
      fromGlobalId(id).key,
    ]);
}

describe('reports over HTTP', () => {
  it('open for the unit and the province only; to sign in is offered, nothing else is told', async () => {
    const { officer, head, stranger, coordinator } = people;
    const status = async (path: string) =>
      Promise.all([undefined, officer, head, stranger, coordinator].map(async (who) => (await get(path, who)).status));
    expect(await status(`/bao-cao/${report}`)).toEqual([200, 200, 200, 404, 200]);
    expect(await status(`/bao-cao/${report}/1.json`)).toEqual([401, 200, 200, 404, 200]);
    expect(await status(`/bao-cao/${otherReport}`)).toEqual([200, 404, 404, 200, 200]);
    expect(await status(`/bao-cao/${provinceReport}/1.html`)).toEqual([401, 404, 404, 404, 200]);
    const page = await (await get(`/bao-cao/${report}`)).text();
    expect(page).toContain('Đăng nhập');
    expect(page).not.toContain('Thạch Hà');
  });

  it('show the current revision as a draft, and what was sealed before as it was sealed', async () => {
    const { officer } = people;
    const current = await (await get(`/bao-cao/${report}`, officer)).text();
    expect(current).toContain('<strong>DỰ THẢO</strong>');
    expect(current).toContain('content="2"');
    const first = await (await get(`/bao-cao/${report}?lan=1`, officer)).text();
    expect(first).not.toContain('DỰ THẢO');
    expect(first).toMatch(/kh457-sha256" content="[0-9a-f]{64}"/);
    expect(first).toContain('<svg');
    expect(first).toContain(`href="/bao-cao/${report}/1.docx"`);
  });

  it('hand out as JSON the very text that was sealed', async () => {
    const answer = await get(`/bao-cao/${report}/1.json`, people.officer);
    const bytes = Buffer.from(await answer.arrayBuffer());
    const [stored] = await server.orm.em
      .fork()
      .execute<{ document: string; document_sha256: string }[]>(
        'select document, document_sha256 from report_revision where report_id = ? and number = 1',
        [fromGlobalId(report).key],
      );
    expect(bytes.toString('utf8')).toBe(stored?.document);
    expect(createHash('sha256').update(bytes).digest('hex')).toBe(stored?.document_sha256);
    expect(answer.headers.get('content-type')).toBe('application/json; charset=utf-8');
    const draft = (await (await get(`/bao-cao/${report}/2.json`, people.officer)).json()) as Record<string, unknown>;
    expect(draft).toMatchObject({ revision: 2, sealed: null });
  });

  it.each(['docx', 'xlsx', 'csv', 'html', 'json'])('hand out a file to be saved as %s', async (extension) => {
    const path = `/bao-cao/${report}/1.${extension}`;
    const answer = await get(path, people.head);
    expect(answer.status).toBe(200);
    const { length } = Buffer.from(await answer.arrayBuffer());
    expect(length).toBeGreaterThan(500);
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'content-length': String(length),
      'x-content-type-options': 'nosniff',
      'cache-control': 'private, no-store',
      'content-security-policy': expect.stringContaining("script-src 'none'"),
      'content-disposition': expect.stringContaining(`filename="Bao cao thang 12-2025 - Xa Thach Ha.${extension}"`),
    });
    const [, encoded = ''] = /filename\*=UTF-8''(.*)$/.exec(answer.headers.get('content-disposition') ?? '') ?? [];
    expect(decodeURIComponent(encoded)).toBe(`Báo cáo tháng 12-2025 – Xã Thạch Hà.${extension}`);
    const before = await exportsOf(report);
    const head = await get(path, people.head, 'HEAD');
    expect([head.status, await head.text()]).toEqual([200, '']);
    expect(Number(head.headers.get('content-length'))).toBeGreaterThan(500);
    expect(await exportsOf(report)).toEqual(before);
    expect(before.at(-1)?.['details']).toMatchObject({ format: extension.toUpperCase(), revision: 1 });
  });

  it('say «not found» in Vietnamese for whatever there is not', async () => {
    const { officer } = people;
    const deadline = Buffer.from('Deadline:0199a000-0000-7000-8000-000000000001').toString('base64url');
    const unknown = Buffer.from('Report:0199a000-0000-7000-8000-000000000001').toString('base64url');
    for (const path of [
      `/bao-cao/${report}/3.json`,
      `/bao-cao/${report}/0.json`,
      `/bao-cao/${report}/1.exe`,
      `/bao-cao/${report}/1`,
      `/bao-cao/${report}/99999999999.json`,
      `/bao-cao/${report}?lan=x`,
      `/bao-cao/${report}?lan=3`,
      `/bao-cao/${unknown}`,
      `/bao-cao/${deadline}`,
      `/bao-cao/x%00y`,
      `/bao-cao/${report}/..%2f1.json`,
    ]) {
      const answer = await get(path, officer);
      expect([path, answer.status]).toEqual([path, 404]);
      expect(await answer.text()).toContain('Không có báo cáo này, hoặc tài khoản của bạn không được xem.');
    }
  });

  it('keep quiet of a revision that was never sealed and is not the current one', async () => {
    const { key } = fromGlobalId(otherReport);
    const em = server.orm.em.fork();
    await em.execute(
      `insert into report_revision (report_id, number, content, compiled_at, data_version)
       select report_id, 2, content, compiled_at, data_version from report_revision where report_id = ? and number = 1`,
      [key],
    );
    await em.execute('update report set revision = 2 where id = ?', [key]);
    expect((await get(`/bao-cao/${otherReport}/1.json`, people.stranger)).status).toBe(404);
    expect((await get(`/bao-cao/${otherReport}/2.json`, people.stranger)).status).toBe(200);
  });

  it('answer a report that cannot be drawn with a page in Vietnamese, without insides', async () => {
    const { id } = await reportOfUnit(server, '18118', '2025-12', people.coordinator);
    await server.orm.em
      .fork()
      .execute(`update report_revision set content = content - 'statistics' where report_id = ?`, [
        fromGlobalId(id).key,
      ]);
    const answer = await get(`/bao-cao/${id}`, people.coordinator);
    expect(answer.status).toBe(500);
    const page = await answer.text();
    expect(page).toMatch(/Hệ thống gặp lỗi khi lập tệp báo cáo; hãy báo quản trị mã yêu cầu [0-9a-f-]{36}/);
    expect(page).not.toMatch(/TypeError|undefined|\.js:|node_modules/);
    expect(await exportsOf(id)).toEqual([]);
  });

  it('are listed in the API with the addresses at which they are', async () => {
    const text = `{ node(id: "${report}") { ... on Report { documents { format url fileName revision sealed } } } }`;
    const answer = await server.request(text, {}, people.officer);
    const { documents } = dataOf<{ node: { documents: Record<string, unknown>[] } }>(answer).node;
    expect(documents.map(({ format, revision, sealed }) => `${format} ${revision} ${sealed}`)).toEqual([
      ...['DOCX', 'XLSX', 'CSV', 'HTML', 'JSON'].map((format) => `${format} 2 false`),
      ...['DOCX', 'XLSX', 'CSV', 'HTML', 'JSON'].map((format) => `${format} 1 true`),
    ]);
    expect(documents[0]?.['fileName']).toBe('Báo cáo tháng 12-2025 – Xã Thạch Hà (lần 2, dự thảo).docx');
    for (const { url, fileName } of documents) {
      const file = await get(String(url), people.officer, 'HEAD');
      expect(decodeURIComponent(file.headers.get('content-disposition') ?? '')).toContain(String(fileName));
    }
    const hidden = await server.request(text, {}, people.stranger);
    expect(hidden.data).toEqual({ node: null });
  });
});
