import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { Role } from '../../schema/access/index.js';
import { rowsOf } from '../../schema/base/index.js';
import { startRunningServer, type RunningServer } from '../support/running-server.js';
import { watchStatements } from '../support/statements.js';
import { until } from '../support/until.js';

const now = new Date('2026-06-30T08:00:00+07:00');
const QUERY = 'query ($code: String!) { unit(code: $code) { code name } }';
const commune = { code: '18562' };
let server: RunningServer;
const statements: string[] = [];

beforeAll(async () => {
  server = await startRunningServer(now);
  await watchStatements(server.orm, (text) => statements.push(text));
});
afterAll(() => server?.close());

const nameOf = (answer: { data?: Record<string, unknown> | null }) =>
  (answer.data?.['unit'] as { name: string } | null)?.name;
const rename = (name: string) => rowsOf(server.orm.em.fork(), sql`update unit set name = ${name} where code = '18562'`);
const statementsOf = async (variables: Record<string, unknown>) => {
  statements.length = 0;
  const result = await server.request(QUERY, variables);
  return { texts: [...statements], result };
};

describe('a kept answer', () => {
  it('is given again, byte for byte, without reading a table', async () => {
    const first = await statementsOf(commune);
    expect(first.texts.some((text) => /from "?unit\b/.test(text))).toBe(true);
    // Other databases of the same PostgreSQL commit too, which makes an answer be computed once more than needed.
    await until(async () => {
      const again = await statementsOf(commune);
      expect(again.result).toEqual(first.result);
      return again.texts.length === 1 && again.texts[0]?.includes('pg_current_snapshot') === true;
    });
  });

  it('is not given any more once anything was committed', async () => {
    const before = nameOf(await server.request(QUERY, commune)) ?? '';
    await rename('Xã Đổi Tên');
    expect(nameOf(await server.request(QUERY, commune))).toBe('Xã Đổi Tên');
    await rename(before);
    expect(nameOf(await server.request(QUERY, commune))).toBe(before);
  });

  it('of what a transaction sees that is still open is never given', async () => {
    const before = nameOf(await server.request(QUERY, commune));
    await server.orm.em.fork().transactional(async (em) => {
      await rowsOf(em, sql`update unit set name = 'Xã Chưa Xong' where code = '18562'`);
      expect(nameOf(await server.request(QUERY, commune))).toBe(before);
      expect(nameOf(await server.request(QUERY, commune))).toBe(before);
      await rowsOf(em, sql`update unit set name = ${before} where code = '18562'`);
    });
  });

  it('stays fresh under writers and readers at once', async () => {
    const before = nameOf(await server.request(QUERY, commune)) ?? '';
    for (let round = 0; round < 60; round += 1) {
      const name = `Xã Lần ${round}`;
      const reads = Array.from({ length: 4 }, () => server.request(QUERY, commune));
      await rename(name);
      await Promise.all(reads);
      expect(nameOf(await server.request(QUERY, commune))).toBe(name);
    }
    await rename(before);
  });

  it('is one for each set of variables and each viewer', async () => {
    expect(nameOf(await server.request(QUERY, { code: '18073' }))).not.toBe(
      nameOf(await server.request(QUERY, commune)),
    );
    const head = await server.createAccount(Role.Head, '18562');
    const other = await server.createAccount(Role.Head, '18073');
    const query = '{ viewer { name unit { code } } unit(code: "18562") { posts { email } } }';
    const answers = [];
    for (let time = 0; time < 2; time += 1) {
      for (const token of [head.token, other.token, undefined]) answers.push(await server.request(query, {}, token));
    }
    const units = answers.map(({ data }) => (data?.['viewer'] as { unit: { code: string } } | null)?.unit.code ?? null);
    expect(units).toEqual(['18562', '18073', null, '18562', '18073', null]);
  });

  it('is not kept of a refusal', async () => {
    const refused = '{ auditEntries(first: 1) { totalCount } }';
    for (let time = 0; time < 2; time += 1)
      expect((await server.request(refused)).errors?.[0]?.extensions?.code).toBe('UNAUTHENTICATED');
  });
});
