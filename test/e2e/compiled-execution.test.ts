import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Role } from '../../schema/access/index.js';
import { readSavedQueries } from '../../server/playground/saved-queries.js';
import { fillDecember2025, reportMorning } from '../support/december-reports.js';
import { startRunningServer, type Answer, type RunningServer } from '../support/running-server.js';

let server: RunningServer;
let token: string;

beforeAll(async () => {
  server = await startRunningServer(reportMorning);
  await fillDecember2025(server);
  ({ token } = await server.createAccount(Role.Coordinator));
});
afterAll(() => server?.close());

type Variables = Readonly<Record<string, unknown>>;

/** An answer without what may differ: the id of a request is its own, and errors come as their fields end. */
const withoutRequestId = ({ data, errors }: Answer) => ({
  data,
  errors: errors
    ?.map(({ extensions, ...error }) => ({ ...error, code: extensions?.code }))
    .toSorted((a, b) => (JSON.stringify(a.path) < JSON.stringify(b.path) ? -1 : 1)),
});

/** Answers to the first asking, which graphql-js executes, and to the second and third, which run compiled. */
async function askThrice(query: string, variables: Variables, session?: string) {
  const answers: ReturnType<typeof withoutRequestId>[] = [];
  for (let time = 0; time < 3; time += 1) {
    answers.push(withoutRequestId(await server.request(query, variables, session)));
    // So that no answer is one that was kept.
    await server.orm.em.fork().execute('update installation set go_live_on = go_live_on');
  }
  return answers;
}

async function expectSame(query: string, variables: Variables, session?: string) {
  const [plain, ...compiled] = await askThrice(query, variables, session);
  expect(compiled).toEqual([plain, plain]);
  return plain;
}

describe('a compiled query', () => {
  it.each(readSavedQueries())('answers $name as graphql-js does, signed in or not', async ({ query, variables }) => {
    const answer = await expectSame(query, variables, token);
    expect(answer?.data).toBeTruthy();
    await expectSame(`${query} `, variables);
  });

  const NODES = `query ($ids: [ID!]!, $with: Boolean!, $first: Int = 2) { nodes(ids: $ids) { __typename id
      ... on Unit { name kind ...procedures @include(if: $with) } ... on Procedure { code @skip(if: $with) } } }
    fragment procedures on Unit { again: name procedures(first: $first) { edges { cursor node { code } } pageInfo { endCursor } totalCount } }`;

  it('follows fragments, aliases, directives, defaults and interfaces', async () => {
    const { data } = await server.request(
      '{ unit(code: "18562") { id } agency: unit(code: "SNV") { id } procedures(first: 1) { nodes { id } } }',
    );
    const { unit, agency, procedures } = data as Record<'unit' | 'agency', { id: string }> & {
      procedures: { nodes: { id: string }[] };
    };
    const ids = [unit.id, procedures.nodes[0]?.id, agency.id];
    for (const variables of [
      { ids, with: true },
      { ids, with: false },
      { ids, with: true, first: 3 },
    ]) {
      const answer = await expectSame(`${NODES} # ${JSON.stringify(variables)}`, variables);
      expect(answer?.errors).toBeUndefined();
    }
  });

  it.each<[string, string, Variables, string]>([
    [
      'a variable of a wrong type',
      'query ($code: String!) { unit(code: $code) { name } }',
      { code: { a: 1 } },
      'BAD_USER_INPUT',
    ],
    ['a variable that is missing', 'query ($code: String!) { unit(code: $code) { name } }', {}, 'BAD_USER_INPUT'],
    [
      'a day that is none',
      'query ($day: Date!) { province { communes(asOf: $day) { totalCount } } }',
      { day: '2026-02-30' },
      'BAD_USER_INPUT',
    ],
    [
      'a period that is none',
      'query ($p: String!) { unit(code: "18562") { name statistics(period: $p) { received } } }',
      { p: '2025-13' },
      'INVALID_INPUT',
    ],
    [
      'an enum value that is none',
      'query ($k: UnitKind!) { units(filter: { kind: $k }) { totalCount } }',
      { k: 'X' },
      'BAD_USER_INPUT',
    ],
    [
      'what only others may read',
      '{ unit(code: "18562") { name deadlines { totalCount } } agency: unit(code: "SNV") { reports { totalCount } } }',
      {},
      'UNAUTHENTICATED',
    ],
  ])('refuses %s as graphql-js does', async (_title, query, variables, code) => {
    const answer = await expectSame(query, variables);
    expect(answer?.errors?.map((error) => error.code)).toContain(code);
  });
});
