import 'reflect-metadata';
import { startChild } from '../bench/child.js';
import { projectFile } from '../../schema/base/index.js';
import { sendWhileProbing } from '../support/overload.js';
import { withThrowAwayServer } from './throw-away-server.js';

const [IN_FLIGHT, FOR_MS, LONGEST_P95_MS] = [200, 5_000, 1_000];

await withThrowAwayServer(async ({ databaseUrl }) => {
  // A process of its own, as it runs: this one is busy with sending.
  const environment = { DATABASE_URL: databaseUrl, PORT: '0', HOST: '127.0.0.1', LOG_LEVEL: 'info' };
  const server = await startChild(projectFile('dist/server/main.js'), [], environment, (line) => {
    const { msg, port } = JSON.parse(line) as { msg: string; port: number };
    return msg === 'listening' ? port : null;
  });
  try {
    await measure(`http://127.0.0.1:${server.port}`);
  } finally {
    await server.stop();
  }
});

async function measure(origin: string): Promise<void> {
  const { expensive, probes, back } = await sendWhileProbing(origin, IN_FLIGHT, FOR_MS);
  console.log(`${IN_FLIGHT} truy vấn lớn cùng lúc trong ${FOR_MS / 1000} s:`, Object.fromEntries(expensive));
  for (const [name, { p50, p95, most, count }] of Object.entries(probes)) {
    console.log(`${name}: ${count} lần, p50 ${p50} ms, p95 ${p95} ms, lâu nhất ${most} ms`);
  }
  console.log(`Trở lại bình thường sau ${back} ms`);
  const isOnlyShed = [...expensive.keys()].every((code) => code === '200' || code === '503 OVERLOADED');
  const isQuick = Object.values(probes).every(({ p95, count }) => count > 0 && p95 <= LONGEST_P95_MS);
  if (!isOnlyShed || !isQuick || back > 2 * LONGEST_P95_MS) process.exitCode = 1;
}
