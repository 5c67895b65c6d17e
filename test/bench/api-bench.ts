import { deepStrictEqual } from 'node:assert';
import autocannon from 'autocannon';
import { projectFile } from '../../schema/base/index.js';
import { openBenchDatabase } from './bench-database.js';
import { peakMemoryMiB, startChild } from './child.js';
import { scenarios, type Scenario } from './scenarios.js';

/** How long and how often each side is measured; sides take turns, so that a drifting machine hits both. */
const SECONDS = 5;
const ROUNDS = 3;
const CONNECTIONS = 8;

interface Rate {
  readonly requestsPerSecond: number;
  readonly p97: number;
}

const dossiers = Number(process.argv[2] ?? 1_000_000);
const database = await openBenchDatabase(dossiers);
const env = { DATABASE_URL: database.url, PORT: '0', LOG_LEVEL: 'info', SMTP_URL: 'smtp://127.0.0.1:9' };
const graphql = await startChild(projectFile('dist/server/main.js'), [], env, listeningPort);
const yardstick = await startChild(projectFile('dist/test/bench/hand-written-server.js'), [database.url], {}, Number);
try {
  console.log(`Mỗi phía ${ROUNDS} lượt × ${SECONDS} s, ${CONNECTIONS} kết nối, lấy trung vị.`);
  console.log('truy vấn | GraphQL y/c/s (p97,5 ms) | một câu SQL y/c/s (p97,5 ms) | tỷ lệ');
  for (const scenario of scenarios) await measureScenario(scenario);
  console.log(`Bộ nhớ cao nhất: GraphQL ${peakMemoryMiB(graphql)} MiB, một câu SQL ${peakMemoryMiB(yardstick)} MiB.`);
} finally {
  await Promise.all([graphql.stop(), yardstick.stop()]);
  await database.discard();
}

async function measureScenario(scenario: Scenario): Promise<void> {
  await assertSameData(scenario);
  const rates: { graphql: Rate[]; yardstick: Rate[] } = { graphql: [], yardstick: [] };
  for (let round = 0; round < ROUNDS; round += 1) {
    rates.graphql.push(await rateOf(graphqlRequest(scenario)));
    rates.yardstick.push(await rateOf({ url: `http://127.0.0.1:${yardstick.port}/${scenario.name}` }));
  }
  const [ours, theirs] = [median(rates.graphql), median(rates.yardstick)];
  const ratio = ours.requestsPerSecond / theirs.requestsPerSecond;
  console.log(`${scenario.title} | ${show(ours)} | ${show(theirs)} | ${ratio.toFixed(2)}`);
}

/** Both sides must answer the same before their speed means anything. */
async function assertSameData(scenario: Scenario): Promise<void> {
  const { url, ...request } = graphqlRequest(scenario);
  const answer = (await (await fetch(url, request)).json()) as { data: unknown };
  const expected = await (await fetch(`http://127.0.0.1:${yardstick.port}/${scenario.name}`)).json();
  deepStrictEqual(answer.data, expected, `${scenario.name}: the two sides differ`);
}

function graphqlRequest({ query }: Scenario) {
  const headers = { 'content-type': 'application/json' };
  return {
    url: `http://127.0.0.1:${graphql.port}/graphql`,
    method: 'POST' as const,
    headers,
    body: JSON.stringify({ query }),
  };
}

async function rateOf(request: { url: string }): Promise<Rate> {
  await autocannon({ ...request, connections: CONNECTIONS, duration: 1 });
  const result = await autocannon({ ...request, connections: CONNECTIONS, duration: SECONDS });
  if (result.non2xx + result.errors > 0)
    throw new Error(`${request.url}: ${result.non2xx} refused, ${result.errors} failed`);
  return { requestsPerSecond: result.requests.average, p97: result.latency.p97_5 };
}

function median(rates: readonly Rate[]): Rate {
  const sorted = rates.toSorted((a, b) => a.requestsPerSecond - b.requestsPerSecond);
  return sorted[Math.floor(sorted.length / 2)] ?? { requestsPerSecond: 0, p97: 0 };
}

function show({ requestsPerSecond, p97 }: Rate): string {
  return `${requestsPerSecond.toFixed(0)} (${p97.toFixed(0)})`;
}

function listeningPort(line: string): number | null {
  const entry = JSON.parse(line) as { msg?: string; port?: number };
  return entry.msg === 'listening' ? (entry.port ?? null) : null;
}
