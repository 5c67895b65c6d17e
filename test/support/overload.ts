import { Agent, request as httpRequest } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';

/** How long something took, in whole milliseconds. */
export interface Latencies {
  readonly count: number;
  readonly p50: number;
  readonly p95: number;
  readonly most: number;
}

/** What became of everybody while a server was flooded. */
export interface Flood {
  /** Answers to the expensive queries by status and code. */
  readonly expensive: ReadonlyMap<string, number>;
  /** Latencies of `/healthz` and of a cheap query, each over one open connection. */
  readonly probes: { readonly healthz: Latencies; readonly cheap: Latencies };
  /** Milliseconds after the flood in which a cheap query was answered. */
  readonly back: number;
}

const EXPENSIVE = `query ($n: String!) { unit(code: $n) { name } province { communes(first: 69) { nodes { code name
  procedures(first: 200) { nodes { code name groups } } statistics(period: "2025-12") { received resolved } } } } }`;
/** Who is turned away comes back much sooner than it was told to, in milliseconds. */
const PATIENCE_MS = 500;
const CHEAP = 'query ($n: String!) { unit(code: $n) { name } }';

/** Keeps `inFlight` expensive queries going for `forMs`, none like another, and asks cheap things meanwhile. */
export async function sendWhileProbing(origin: string, inFlight: number, forMs: number): Promise<Flood> {
  const expensive = new Map<string, number>();
  const flooding = { agent: new Agent({ keepAlive: true, maxSockets: inFlight }), until: performance.now() + forMs };
  const flood = Array.from({ length: inFlight }, async (_, number) => {
    for (let round = 0; performance.now() < flooding.until; round += 1) {
      const { status, text } = await ask(origin, flooding.agent, '/graphql', {
        query: EXPENSIVE,
        variables: { n: `${number} ${round}` },
      });
      const code = status === 200 ? '' : ` ${/"code":"(\w+)"/.exec(text)?.[1] ?? 'NONE'}`;
      expensive.set(`${status}${code}`, (expensive.get(`${status}${code}`) ?? 0) + 1);
      if (status === 503) await pause(PATIENCE_MS);
    }
  });
  const [healthz, cheap] = await Promise.all([
    probe(flooding.until, (agent) => ask(origin, agent, '/healthz')),
    probe(flooding.until, (agent, number) => askCheap(origin, agent, number)),
  ]);
  await Promise.all(flood);
  const agent = new Agent();
  const started = performance.now();
  await askCheap(origin, agent, -1);
  const back = Math.round(performance.now() - started);
  for (const one of [flooding.agent, agent]) one.destroy();
  return { expensive, probes: { healthz, cheap }, back };
}

function askCheap(origin: string, agent: Agent, number: number) {
  return ask(origin, agent, '/graphql', { query: CHEAP, variables: { n: String(number) } });
}

/** Asks again and again over one connection; how long the answers took. @throws Error when one is no 200. */
async function probe(
  until: number,
  once: (agent: Agent, number: number) => Promise<{ status: number }>,
): Promise<Latencies> {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const times: number[] = [];
  while (performance.now() < until) {
    const started = performance.now();
    const { status } = await once(agent, times.length);
    if (status !== 200) throw new Error(`A cheap question was answered ${status}`);
    times.push(performance.now() - started);
  }
  agent.destroy();
  const sorted = times.toSorted((a, b) => a - b);
  const at = (share: number) => Math.round(sorted[Math.floor((sorted.length - 1) * share)] ?? 0);
  return { count: sorted.length, p50: at(0.5), p95: at(0.95), most: at(1) };
}

function ask(origin: string, agent: Agent, path: string, body?: unknown): Promise<{ status: number; text: string }> {
  return new Promise((resolve, reject) => {
    const headers = { 'content-type': 'application/json' };
    const sent = httpRequest(`${origin}${path}`, { agent, method: body ? 'POST' : 'GET', headers }, (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (part: string) => {
        if (text.length < 1_000) text += part;
      });
      response.on('end', () => resolve({ status: response.statusCode ?? 0, text }));
      response.on('error', reject);
    });
    sent.on('error', reject);
    sent.end(body === undefined ? undefined : JSON.stringify(body));
  });
}
