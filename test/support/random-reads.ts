import { buildGraphqlSchema } from '../../server/graphql/build-schema.js';
import { Random } from './random.js';
import { randomRequest, type RequestSource } from './random-requests.js';
import type { KnownTexts } from './random-values.js';
import { forbiddenIn, type Owners, type Reader } from './read-oracle.js';
import type { RunningServer } from './running-server.js';

/** What is read, and by whom. */
export interface ReadsOptions {
  readonly server: RunningServer;
  readonly readers: readonly { readonly reader: Reader; readonly token: string | undefined }[];
  readonly owners: Owners;
  readonly known: KnownTexts;
  readonly seed: number;
  readonly requests: number;
}

/** What came of it. */
export interface ReadsOutcome {
  /** What an answer held that its reader may not have. */
  readonly leaks: readonly string[];
  /** Guarded objects in the answers, by who read them. */
  readonly asked: ReadonlyMap<string, number>;
}

const AT_ONCE = 8;
/** Roots that lead to guarded objects; three of four requests ask one of them. */
const GUARDED =
  'deadlines reports obligations obstacles missingReports reportingRates nodes node unit units province'.split(' ');

/** Sends random queries as every reader, and compares every guarded object of the answers with the oracle. */
export async function readAtRandom(options: ReadsOptions): Promise<ReadsOutcome> {
  const { server, readers, owners, known, seed, requests } = options;
  const schema = await buildGraphqlSchema();
  const random = new Random(seed);
  const source: RequestSource = { schema, random, known, depth: 7, withOwners: true };
  const root = schema.getQueryType();
  if (!root) throw new Error('A schema without queries');
  const leaks: string[] = [];
  const asked = new Map<string, number>();
  for (let number = 0; number < requests; number += AT_ONCE) {
    const batch = Array.from({ length: Math.min(AT_ONCE, requests - number) }, async (_, place) => {
      const { reader, token } = random.pick(readers);
      const { query, variables } = randomRequest(source, root, random.chance(75) ? GUARDED : undefined);
      const { data } = await server.request(query, variables, token);
      const found = forbiddenIn(data, reader, owners);
      const name = typeof reader === 'string' ? reader : reader.unit;
      asked.set(name, (asked.get(name) ?? 0) + found.asked);
      leaks.push(...found.forbidden.map((what) => `${number + place} ${name} ${what} ${query}`));
    });
    await Promise.all(batch);
  }
  return { leaks, asked };
}
