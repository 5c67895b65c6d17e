import { execFileSync } from 'node:child_process';
import { deepStrictEqual } from 'node:assert';
import { readFileSync } from 'node:fs';
import autocannon from 'autocannon';
import { Client } from 'pg';
import { projectFile } from '../../schema/base/index.js';
import { openBenchDatabase } from './bench-database.js';
import { peakMemoryMiB, processorMs, startChild, type Child } from './child.js';
import { scenarios, type Scenario } from './scenarios.js';

/** How long and how often each side is measured; sides take turns, so that a drifting machine hits all. */
const [SECONDS, ROUNDS, CONNECTIONS] = [Number(process.env['BENCH_SECONDS'] ?? 3), 3, 8];
const POSTGRAPHILE = projectFile('test/bench/postgraphile');

interface Side {
  readonly title: string;
  readonly child: Child;
  readonly request: (scenario: Scenario) => {
    url: string;
    method?: 'POST';
    body?: string;
    headers?: Record<string, string>;
  };
}

interface Rate {
  readonly perSecond: number;
  /** Processor time of the side's own process for a request; null where the system does not tell. */
  readonly cpuMs: number | null;
}

const dossiers = Number(process.argv[2] ?? 3_000_000);
execFileSync('npm', ['ci', '--silent', '--no-audit', '--no-fund'], { cwd: POSTGRAPHILE, stdio: 'inherit' });
const given = process.env['BENCH_DATABASE_URL'];
const database = given ? { url: given, discard: async () => undefined } : await openBenchDatabase(dossiers);
if (!given) await addFunctions(database.url);
const env = { DATABASE_URL: database.url, PORT: '0', LOG_LEVEL: 'info', SMTP_URL: 'smtp://127.0.0.1:9' };
const ours = await startChild(projectFile('dist/server/main.js'), [], env, listeningPort);
const theirs = await startChild(`${POSTGRAPHILE}/server.js`, [database.url], { GRAPHILE_ENV: 'production' }, Number);
const byHand = await startChild(projectFile('dist/test/bench/hand-written-server.js'), [database.url], {}, Number);
const cold: Side = {
  title: 'tính mới',
  child: ours,
  request: ({ query }) => post(ours, query, { 'cache-control': 'no-cache' }),
};
const warm: Side = { title: 'hỏi lại', child: ours, request: ({ query }) => post(ours, query) };
const other: Side = { title: 'PostGraphile', child: theirs, request: ({ postgraphile }) => post(theirs, postgraphile) };
const hand: Side = {
  title: 'một câu SQL',
  child: byHand,
  request: ({ name }) => ({ url: `http://127.0.0.1:${byHand.port}/${name}` }),
};
const sides = [cold, warm, other, hand];
try {
  await measureAll();
} finally {
  await Promise.all([ours, theirs, byHand].map((child) => child.stop()));
  await database.discard();
}

async function measureAll(): Promise<void> {
  console.log(
    `Mỗi phía ${ROUNDS} lượt × ${SECONDS} s, ${CONNECTIONS} kết nối, xen kẽ, lấy trung vị: yêu cầu/giây (CPU ms/yêu cầu).`,
  );
  console.log(
    `câu hỏi | ${sides.map(({ title }) => title).join(' | ')} | mới ÷ PostGraphile | mới ÷ SQL | lại ÷ PostGraphile`,
  );
  const ratios: number[][] = [[], [], []];
  for (const scenario of scenarios) {
    const [fresh, again, generated, written] = await ratesOf(scenario);
    if (!fresh || !again || !generated || !written) throw new Error('a side is missing');
    const of = [
      [fresh, generated],
      [fresh, written],
      [again, generated],
    ] as const;
    const row = of.map(([one, two]) => one.perSecond / two.perSecond);
    row.forEach((ratio, place) => ratios[place]?.push(ratio));
    console.log(
      `${scenario.title} | ${[fresh, again, generated, written].map(show).join(' | ')} | ${row.map((ratio) => ratio.toFixed(2)).join(' | ')}`,
    );
  }
  console.log(`trung bình nhân | | | | | ${ratios.map((of) => geometricMean(of).toFixed(2)).join(' | ')}`);
  const memory = [ours, theirs, byHand].map((child) => `${peakMemoryMiB(child)}`).join(', ');
  console.log(`Bộ nhớ cao nhất (MiB): GraphQL, PostGraphile, một câu SQL: ${memory}.`);
}

/** Rates of the sides in their order, after their answers were found to be the same. */
async function ratesOf(scenario: Scenario): Promise<Rate[]> {
  await assertSameData(scenario);
  const rates = sides.map((): Rate[] => []);
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const [place, side] of sides.entries()) rates[place]?.push(await rateOf(side, scenario));
  }
  return rates.map(median);
}

async function assertSameData(scenario: Scenario): Promise<void> {
  const answers = await Promise.all(
    sides.map(async ({ request }) => {
      const { url, ...init } = request(scenario);
      return (await (await fetch(url, init)).json()) as { data?: unknown; errors?: unknown };
    }),
  );
  const [fresh, again, generated, written] = answers;
  if (generated?.errors) throw new Error(JSON.stringify(generated.errors));
  const { reshape = (data: unknown) => data } = scenario;
  for (const data of [again?.data, reshape(generated?.data), written]) {
    deepStrictEqual(data, fresh?.data, `${scenario.name}: two sides differ`);
  }
}

function post({ port }: Child, query: string, more: Record<string, string> = {}) {
  const headers = { 'content-type': 'application/json', ...more };
  return { url: `http://127.0.0.1:${port}/graphql`, method: 'POST' as const, headers, body: JSON.stringify({ query }) };
}

async function rateOf({ child, request }: Side, scenario: Scenario): Promise<Rate> {
  const load = { ...request(scenario), connections: CONNECTIONS };
  await autocannon({ ...load, duration: 1 });
  const before = processorMs(child);
  const result = await autocannon({ ...load, duration: SECONDS });
  const after = processorMs(child);
  if (result.non2xx + result.errors > 0)
    throw new Error(`${load.url}: ${result.non2xx} refused, ${result.errors} failed`);
  const cpuMs = before === null || after === null ? null : (after - before) / result.requests.total;
  return { perSecond: result.requests.average, cpuMs };
}

function median(rates: readonly Rate[]): Rate {
  const sorted = rates.toSorted((a, b) => a.perSecond - b.perSecond);
  return sorted[Math.floor(sorted.length / 2)] ?? { perSecond: 0, cpuMs: null };
}

function geometricMean(ratios: readonly number[]): number {
  return Math.exp(ratios.reduce((sum, ratio) => sum + Math.log(ratio), 0) / ratios.length);
}

function show({ perSecond, cpuMs }: Rate): string {
  return `${perSecond.toFixed(0)} (${cpuMs?.toFixed(2) ?? '?'})`;
}

async function addFunctions(url: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  await client.query(readFileSync(`${POSTGRAPHILE}/functions.sql`, 'utf8'));
  await client.query('vacuum analyze');
  await client.end();
}

function listeningPort(line: string): number | null {
  const entry = JSON.parse(line) as { msg?: string; port?: number };
  return entry.msg === 'listening' ? (entry.port ?? null) : null;
}
