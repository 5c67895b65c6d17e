import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Pool } from 'pg';
import { scenarios } from './scenarios.js';

/**
 * The yardstick: the same data by one hand-written SQL statement each, its JSON built by PostgreSQL, behind `node:http`.
 * Serves `/<scenario name>`; prints its port.
 */
const pool = new Pool({ connectionString: process.argv[2], max: 10 });
const statements = new Map(scenarios.map(({ name, sql }) => [`/${name}`, sql]));

const server = createServer(async (request, response) => {
  const statement = statements.get(request.url ?? '');
  if (!statement) return response.writeHead(404).end();
  const { rows } = await pool.query<{ json: string }>({ name: request.url ?? '', text: statement });
  response.setHeader('content-type', 'application/json; charset=utf-8');
  return response.end(rows[0]?.json ?? 'null');
});
server.listen(0, '127.0.0.1', () => console.log((server.address() as AddressInfo).port));
process.on('SIGTERM', () => process.exit(0));
