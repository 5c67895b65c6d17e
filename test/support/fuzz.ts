import type { GraphQLObjectType } from 'graphql';
import { buildGraphqlSchema } from '../../server/graphql/build-schema.js';
import { Random } from './random.js';
import { randomRequest, spoilt, type RandomRequest, type RequestSource } from './random-requests.js';
import type { KnownTexts } from './random-values.js';
import type { Answer } from './running-server.js';

/** What is sent, and as whom. */
export interface FuzzOptions {
  readonly endpoint: string;
  readonly seed: number;
  readonly requests: number;
  readonly tokens: readonly (string | undefined)[];
  readonly known: KnownTexts;
}

/** An answer that there must not be. */
export interface FuzzFinding {
  readonly number: number;
  readonly what: string;
  readonly request: RandomRequest;
  readonly answer: string;
}

/** What a fuzz came to. */
export interface FuzzOutcome {
  readonly findings: readonly FuzzFinding[];
  /** Answers by the code of their first error or refusal; `OK` for those without. */
  readonly codes: ReadonlyMap<string, number>;
}

/** What a client must never read: stacks, statements, places, suggestions, names of tables. */
const INSIDE =
  /Did you mean|\n\s+at .+:\d+|node_modules|file:\/\/|\/dist\/|\.[cm]?[jt]s:\d|\bselect .+ from\b|insert into|postgres(ql)?:\/\/|DriverException|QueryFailed|violates .+ constraint|relation "/i;
const AT_ONCE = 8;
const LONGEST_MS = 15_000;

/** Sends random requests and looks at every answer. */
export async function fuzz(options: FuzzOptions): Promise<FuzzOutcome> {
  const random = new Random(options.seed);
  const schema = await buildGraphqlSchema();
  const source: RequestSource = { schema, random, known: options.known, depth: 6 };
  const [queries, mutations] = [schema.getQueryType(), schema.getMutationType()];
  if (!queries || !mutations) throw new Error('A schema without queries or mutations');
  const findings: FuzzFinding[] = [];
  const codes = new Map<string, number>();
  for (let number = 0; number < options.requests; number += AT_ONCE) {
    const count = Math.min(AT_ONCE, options.requests - number);
    const batch = Array.from({ length: count }, (_, place) => {
      const token = random.pick(options.tokens);
      return send(options.endpoint, number + place, nextRequest(source, queries, mutations), token);
    });
    for (const { code, finding } of await Promise.all(batch)) {
      codes.set(code, (codes.get(code) ?? 0) + 1);
      if (finding) findings.push(finding);
    }
  }
  return { findings, codes };
}

function nextRequest(source: RequestSource, queries: GraphQLObjectType, mutations: GraphQLObjectType): RandomRequest {
  const { random } = source;
  // Who signs out would be nobody for the rest.
  const names = Object.keys(mutations.getFields()).filter((name) => name !== 'signOut');
  const request = random.chance(75) ? randomRequest(source, queries) : randomRequest(source, mutations, names);
  return random.chance(20) ? spoilt(request, random) : request;
}

async function send(
  endpoint: string,
  number: number,
  request: RandomRequest,
  token: string | undefined,
): Promise<{ code: string; finding: FuzzFinding | null }> {
  const { code, what, answer } = await answered(endpoint, request, token);
  return { code, finding: what === null ? null : { number, what, request, answer: answer.slice(0, 600) } };
}

async function answered(endpoint: string, request: RandomRequest, token: string | undefined) {
  try {
    const response = await fetch(endpoint, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) },
      body: JSON.stringify(request),
      signal: AbortSignal.timeout(LONGEST_MS),
    });
    const answer = await response.text();
    return { ...judged(response.status, answer), answer };
  } catch (error) {
    return { code: 'NO_ANSWER', what: 'no answer', answer: String(error) };
  }
}

/** The code of an answer, and what is wrong with it; null when nothing is. */
function judged(status: number, text: string): { code: string; what: string | null } {
  let answer: Answer;
  try {
    answer = JSON.parse(text) as Answer;
  } catch {
    return { code: 'NO_JSON', what: 'no JSON' };
  }
  const codes = answer.errors?.map(({ extensions }) => extensions?.code ?? 'NONE') ?? [];
  const refusal = /"userErrors":\[\{"(?:__typename":"UserError",")?code":"(\w+)"/.exec(text)?.[1];
  const code = codes[0] ?? refusal ?? 'OK';
  if (status >= 500 && !codes.includes('OVERLOADED')) return { code, what: `status ${status}` };
  if (codes.includes('INTERNAL_SERVER_ERROR') || codes.includes('NONE')) return { code, what: 'INTERNAL' };
  // Texts that were sent come back as data; what the server says of its own stands in the errors.
  const said = JSON.stringify(answer.errors ?? []) + (refusal === undefined ? '' : text);
  return { code, what: INSIDE.test(said) ? 'inside' : null };
}
