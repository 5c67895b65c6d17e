import { deepStrictEqual } from 'node:assert';
import { parseArgs } from 'node:util';
import { Client } from 'pg';
import { projectFile } from '../../schema/base/index.js';
import { openBenchDatabase } from './bench-database.js';
import { peakMemoryMiB, startChild, type Child } from './child.js';

/** Requests that are timed, of each kind; a page size each, so that none finds a kept answer but where it is to. */
const PAGE_SIZES = Array.from({ length: 100 }, (_, place) => 101 + place);
const WARM_UP = 20;
const SQL_RUNS = 5;

/** December 2025 of the legal scheme, half-open. */
const [FROM, TO] = ['2025-11-15', '2025-12-15'];

const QUERY = `query ($first: Int!) { units(first: $first) { nodes { code indicators(period: "2025-12") {
  indicator { code } numerator denominator percent status gapToTarget coverage { reported expected } } } } }`;

/** The sums behind the indicators straight from the dossiers, a row a unit: what there would be without rollups. */
const STRAIGHT = `
  select u.code, count(*) filter (where full_process)::int as full_process, count(*) filter (where eligible)::int as eligible,
    count(*)::int as resolved, count(*) filter (where payable)::int as payable,
    count(*) filter (where payable and paid_online)::int as paid_online, count(rating)::int as rated,
    count(*) filter (where rating in ('VERY_SATISFIED', 'SATISFIED'))::int as satisfied,
    count(*) filter (where electronic_result)::int as electronic_result,
    count(*) filter (where finished_on <= coalesce(due_on, finished_on))::int as in_time
  from dossier d join unit u on u.id = d.resolving_unit_id
  where status not in (1, 3) and finished_on >= '${FROM}' and finished_on < '${TO}' group by u.code order by u.code`;

/** Numerator and denominator of each indicator in the columns of `STRAIGHT`. */
const RATIOS: Readonly<Record<string, readonly [string, string]>> = {
  FULL_PROCESS_OF_ELIGIBLE: ['full_process', 'eligible'],
  FULL_PROCESS_OF_RESOLVED: ['full_process', 'resolved'],
  ONLINE_PAYMENT: ['paid_online', 'payable'],
  SATISFACTION: ['satisfied', 'rated'],
  RESOLVED_IN_TIME: ['in_time', 'resolved'],
  ELECTRONIC_RESULT: ['electronic_result', 'resolved'],
};

interface Value {
  readonly indicator: { readonly code: string };
  readonly numerator: number | null;
  readonly denominator: number | null;
}

interface Answer {
  readonly data: { readonly units: { readonly nodes: { readonly code: string; readonly indicators: Value[] }[] } };
}

const { positionals } = parseArgs({ allowPositionals: true });
const sizes = positionals.length > 0 ? positionals.map(Number) : [1_000_000, 2_000_000, 4_000_000];
console.log(
  `Một yêu cầu GraphQL: mọi chỉ số của mọi đơn vị, tháng 12/2025; ${PAGE_SIZES.length} yêu cầu nối tiếp nhau.`,
);
console.log(
  'hồ sơ | tính mới: trung vị, p95 (ms) | hỏi lại khi dữ liệu chưa đổi: trung vị, p95 (ms) | thẳng từ hồ sơ (ms) | ' +
    'tính mới nhanh gấp | hỏi lại nhanh gấp | bộ nhớ server (MiB)',
);
for (const dossiers of sizes) await measure(dossiers);

async function measure(dossiers: number): Promise<void> {
  const { url, discard } = await openBenchDatabase(dossiers);
  const sql = new Client({ connectionString: url });
  await sql.connect();
  await sql.query('vacuum analyze');
  const env = { DATABASE_URL: url, PORT: '0', LOG_LEVEL: 'info', SMTP_URL: 'smtp://127.0.0.1:9' };
  const server = await startChild(projectFile('dist/server/main.js'), [], env, listeningPort);
  try {
    await assertSameSums(server, sql);
    for (let run = 0; run < WARM_UP; run += 1) await ask(server, 200);
    await sql.query('update installation set go_live_on = go_live_on'); // nothing kept is true any more
    const straight = quantile(await times(Array(SQL_RUNS).fill(0), () => sql.query(STRAIGHT)), 0.5);
    const [fresh, again] = [
      await times(PAGE_SIZES, (first) => ask(server, first)),
      await times(PAGE_SIZES, (first) => ask(server, first)),
    ];
    const rows = [fresh, again].map((measured) => [quantile(measured, 0.5), quantile(measured, 0.95)] as const);
    const faster = rows.map(([median]) => (straight / median).toFixed(1)).join(' | ');
    console.log(
      `${dossiers} | ${rows.map(show).join(' | ')} | ${straight.toFixed(0)} | ${faster} | ${peakMemoryMiB(server)}`,
    );
  } finally {
    await server.stop();
    await sql.end();
    await discard();
  }
}

/** Both sides must add up to the same before their speed means anything. */
async function assertSameSums(server: Child, sql: Client): Promise<void> {
  const { rows } = await sql.query<Record<string, number> & { code: string }>(STRAIGHT);
  const straight = new Map(rows.map((row) => [row.code, row]));
  const { data } = await ask(server, 200);
  for (const { code, indicators } of data.units.nodes) {
    for (const { indicator, numerator, denominator } of indicators) {
      const columns = RATIOS[indicator.code];
      if (!columns || denominator === null) continue;
      const expected = columns.map((column) => straight.get(code)?.[column] ?? 0);
      deepStrictEqual([numerator, denominator], expected, `${code}, ${indicator.code}: the two sides differ`);
    }
  }
}

async function ask({ port }: Child, first: number): Promise<Answer> {
  const response = await fetch(`http://127.0.0.1:${port}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query: QUERY, variables: { first } }),
  });
  const answer = (await response.json()) as Answer & { errors?: unknown };
  if (answer.errors) throw new Error(JSON.stringify(answer.errors));
  return answer;
}

async function times<T>(inputs: readonly T[], work: (input: T) => Promise<unknown>): Promise<number[]> {
  const measured: number[] = [];
  for (const input of inputs) {
    const started = performance.now();
    await work(input);
    measured.push(performance.now() - started);
  }
  return measured;
}

function show([median, p95]: readonly [number, number]): string {
  return `${median.toFixed(1)}, ${p95.toFixed(1)}`;
}

function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

function listeningPort(line: string): number | null {
  const entry = JSON.parse(line) as { msg?: string; port?: number };
  return entry.msg === 'listening' ? (entry.port ?? null) : null;
}
