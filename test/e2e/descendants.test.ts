import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { dataOf, errorCode } from '../support/answers.js';
import { reportMorning } from '../support/december-reports.js';
import { startRunningServer, type RunningServer } from '../support/running-server.js';
import { watchStatements } from '../support/statements.js';

interface Item {
  depth: number;
  parent: { id: string };
  node: { id: string; __typename: string; name: string };
}

interface Page {
  totalCount: number;
  pageInfo: { hasNextPage: boolean; hasPreviousPage: boolean; startCursor: string; endCursor: string };
  nodes: Item[];
}

const QUERY = `query ($maxDepth: Int!, $first: Int, $after: String, $last: Int, $before: String) {
  province { id descendants(maxDepth: $maxDepth, first: $first, after: $after, last: $last, before: $before) {
    totalCount pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
    nodes { depth parent { id } node { id __typename ... on Unit { name } ... on Procedure { name } } } } } }`;

let server: RunningServer;
let statements = 0;
beforeAll(async () => {
  server = await startRunningServer(reportMorning);
  await watchStatements(server.orm, () => (statements += 1));
});
afterAll(() => server?.close());

async function page(variables: Record<string, unknown>): Promise<Page & { provinceId: string }> {
  const { province } = dataOf<{ province: { id: string; descendants: Page } }>(await server.request(QUERY, variables));
  return { ...province.descendants, provinceId: province.id };
}

function key({ parent, node }: Item): string {
  return `${parent.id} ${node.id}`;
}

async function statementsFor(first: number): Promise<number> {
  statements = 0;
  await page({ maxDepth: 2, first });
  return statements;
}

describe('the descendants of a province', () => {
  it('are its units down to depth one, each below the province', async () => {
    const { nodes, totalCount, provinceId } = await page({ maxDepth: 1, first: 200 });
    const { units } = dataOf<{ units: { nodes: { id: string }[] } }>(
      await server.request('{ units(first: 200) { nodes { id } } }'),
    );
    expect(nodes.map(({ node }) => node.id)).toEqual(units.nodes.map(({ id }) => id));
    expect(totalCount).toBe(nodes.length);
    expect(new Set(nodes.map(({ depth, parent }) => `${depth} ${parent.id}`))).toEqual(new Set([`1 ${provinceId}`]));
  });

  it('are the same as nested fields down to depth two, from the first page on and from the last back', async () => {
    const { units } = dataOf<{ units: { nodes: { id: string; procedures: { nodes: { id: string }[] } }[] } }>(
      await server.request('{ units(first: 200) { nodes { id procedures(first: 200) { nodes { id } } } } }'),
    );
    const { provinceId, totalCount, nodes: end, pageInfo } = await page({ maxDepth: 2, last: 30 });
    const nested = units.nodes.flatMap(({ id, procedures }) => [
      `${provinceId} ${id}`,
      ...procedures.nodes.map((procedure) => `${id} ${procedure.id}`),
    ]);
    expect(totalCount).toBe(nested.length);
    expect(end.map(key)).toEqual(nested.slice(-30));
    const before = await page({ maxDepth: 2, last: 30, before: pageInfo.startCursor });
    expect(before.nodes.map(key)).toEqual(nested.slice(-60, -30));
    const start: Item[] = [];
    for (let after: string | null = null; start.length < 600;) {
      const next: Page = await page({ maxDepth: 2, first: 200, after });
      start.push(...next.nodes);
      after = next.pageInfo.endCursor;
    }
    expect(start.map(key)).toEqual(nested.slice(0, 600));
  });

  it('take as many statements for many as for few', async () => {
    // Some procedures stand on either page, so that both read units and procedures.
    const few = await statementsFor(30);
    expect(few).toBeGreaterThan(2);
    expect(await statementsFor(199)).toBe(few);
  });

  it.each([0, -1, 3])('are refused for a depth that there is not: %d', async (maxDepth) => {
    expect(errorCode(await server.request(QUERY, { maxDepth }))).toBe('INVALID_INPUT');
  });
});
