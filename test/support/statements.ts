import type { PoolClient } from 'pg';
import type { Database } from '../../schema/database.js';

/**
 * Tells `onStatement` of every SQL statement that the database is sent from now on, whether the ORM or Kysely made it;
 * MikroORM's own log does not see the latter.
 */
export async function watchStatements(orm: Database, onStatement: (sql: string) => void): Promise<void> {
  const pool = await orm.em.getConnection().getNativeClient();
  const watched = new WeakSet<PoolClient>();
  pool.on('acquire', (client) => {
    if (watched.has(client)) return;
    watched.add(client);
    client.query = new Proxy(client.query, {
      apply(query, self, args: [string | { text?: string }]) {
        const [statement] = args;
        onStatement(typeof statement === 'string' ? statement : (statement.text ?? ''));
        return Reflect.apply(query, self, args);
      },
    });
  });
}
