import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { Role } from '../../schema/access/index.js';
import { parseCivilDate, rowsOf } from '../../schema/base/index.js';
import { SlotService } from '../../schema/slots/index.js';
import { startRunningServer, type RunningServer } from '../support/running-server.js';
import { watchStatements } from '../support/statements.js';

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

/** The form in which an answer comes to whoever accepts that one. */
async function typeOf(accept: string): Promise<string | null> {
  const response = await fetch(`${server.origin}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept },
    body: JSON.stringify({ query: '{ province { name } }' }),
  });
  return response.headers.get('content-type');
}

describe('a kept answer', () => {
  it('is given again, byte for byte, without reading a table', async () => {
    const first = await statementsOf(commune);
    expect(first.texts.some((text) => /from "?unit\b/.test(text))).toBe(true);
    const again = await statementsOf(commune);
    expect(again.result).toEqual(first.result);
    expect(again.texts).toEqual([expect.stringContaining('from data_change')]);
  });

  it('stays through the heartbeats of a worker that find nothing due, and through commits of other programs', async () => {
    const { slots, goLiveOn } = {
      slots: new SlotService(server.orm.em.fork()),
      goLiveOn: parseCivilDate('2026-06-30'),
    };
    await slots.goLiveOn(now, goLiveOn);
    await server.request(QUERY, commune);
    await server.orm.em.fork().transactional((em) => new SlotService(em).goLiveOn(now, goLiveOn));
    await rowsOf(server.orm.em.fork(), sql`create table if not exists pg_temp.of_nobody as select 1`);
    expect((await statementsOf(commune)).texts).toHaveLength(1);
  });

  it('has the headers of the first one, by POST and by GET', async () => {
    const get = `${server.origin}/graphql?query=${encodeURIComponent('{ province { name } }')}`;
    const asked = { headers: { 'apollo-require-preflight': 'yes' } };
    const [first, again] = [await fetch(get, asked), await fetch(get, asked)];
    expect(await again.text()).toBe(await first.text());
    expect(again.headers.get('content-type')).toBe(first.headers.get('content-type'));
    expect(first.status).toBe(200);
    expect((await fetch(get)).status).toBe(400); // refused as before: a page elsewhere could have sent it
  });

  it('is given in the form that its client accepts', async () => {
    const forms = ['application/json', 'application/graphql-response+json', 'application/json'];
    expect([await typeOf(forms[0] ?? ''), await typeOf(forms[1] ?? ''), await typeOf(forms[2] ?? '')]).toEqual(
      forms.map((form) => `${form}; charset=utf-8`),
    );
  });

  it('is never one for which the time of day was read', async () => {
    const { token } = await server.createAccount(Role.Admin);
    const query = '{ opsStatus { checkedAt } }';
    const checked = async () => JSON.stringify((await server.request(query, {}, token)).data);
    expect(await checked()).not.toBe(await checked());
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
