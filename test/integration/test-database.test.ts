import { describe, expect, it } from '@jest/globals';
import { Client } from 'pg';
import { createTestDatabase } from '../support/database.js';

async function ask(url: string, sql: string): Promise<unknown> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<{ answer: unknown }>(sql);
    return rows[0]?.answer;
  } finally {
    await client.end();
  }
}

describe('createTestDatabase', () => {
  it('makes many databases at once, apart from each other, with Vietnamese order', async () => {
    const databases = await Promise.all([1, 2, 3, 4].map(() => createTestDatabase()));
    const [first, second] = databases.map(({ url }) => url) as [string, string];
    await ask(first, 'create table only_here (id int)');
    expect(await ask(second, `select to_regclass('only_here') as answer`)).toBeNull();
    expect(await ask(first, `select 'đ' > 'd' and 'đ' < 'e' as answer`)).toBe(true);
    await Promise.all(databases.map((database) => database.drop()));
    await expect(ask(first, 'select 1 as answer')).rejects.toMatchObject({ code: '3D000' });
  });
});
