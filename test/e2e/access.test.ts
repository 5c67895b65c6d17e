import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { isObjectType } from 'graphql';
import { AccountService, Role, schemaPolicy } from '../../schema/access/index.js';
import { PostKind } from '../../schema/organisation/index.js';
import { buildGraphqlSchema } from '../../server/graphql/build-schema.js';
import { accessOracle } from '../support/access-oracle.js';
import { dataOf, errorCode, type Refusal } from '../support/answers.js';
import { fillDecember2025, reportMorning } from '../support/december-reports.js';
import { raiseObstacle } from '../support/obstacles.js';
import { buildPost } from '../support/reminders.js';
import { startRunningServer, type Answer, type RunningServer } from '../support/running-server.js';

const [UNIT_A, UNIT_B] = ['18562', '18073'] as const;
const HOUR_MS = 3_600_000;

let server: RunningServer;
/** Tokens in the order of the columns of `ORACLE`. */
let tokens: (string | undefined)[];
let admin: { email: string; password: string; token: string };
/** Ids of unit A, and of the province's own report. */
let idsOfA: { deadline: string; inspection: string; report: string; provinceReport: string };
let taskOfCommunes: string;
let obstacle: string;

beforeAll(async () => {
  server = await startRunningServer(reportMorning);
  await fillDecember2025(server);
  const em = server.orm.em.fork();
  for (const unit of [UNIT_A, UNIT_B]) await buildPost(em, { unit, kind: PostKind.Head });
  const at = reportMorning.toISOString();
  ({ globalId: obstacle } = await raiseObstacle(em, { unit: UNIT_A, addressee: UNIT_B, at }));
  admin = await server.createAccount(Role.Admin);
  tokens = await newSessions();
  const data = dataOf<{
    unit: Record<string, { nodes: { id: string; kind: string }[] }>;
    province: { reports: Nodes };
  }>(
    await server.request(
      `{ unit(code: "${UNIT_A}") { deadlines(first: 200) { nodes { id kind } } reports(first: 1) { nodes { id } } }
        province { reports(first: 1) { nodes { id } } } }`,
      {},
      admin.token,
    ),
  );
  const deadlines = data.unit['deadlines']?.nodes ?? [];
  idsOfA = {
    deadline: deadlines[0]?.id ?? '',
    inspection: deadlines.find(({ kind }) => kind !== 'REPORT')?.id ?? '',
    report: data.unit['reports']?.nodes[0]?.id ?? '',
    provinceReport: data.province.reports.nodes[0]?.id ?? '',
  };
  expect(Object.values(idsOfA)).not.toContain('');
  const { plan } = dataOf<{ plan: { tasks: { id: string; code: string }[] } }>(
    await server.request('{ plan(number: "457/KH-UBND") { tasks { id code } } }'),
  );
  taskOfCommunes = plan.tasks.find(({ code }) => code === 'IV.9.b')?.id ?? '';
});
afterAll(() => server?.close());

interface Nodes {
  nodes: { id: string }[];
}

/** Nobody, officer of A, head of A, head of B, coordinator, administrator, a locked-out head of A, an expired one. */
async function newSessions(): Promise<(string | undefined)[]> {
  const people = [
    await server.createAccount(Role.Officer, UNIT_A),
    await server.createAccount(Role.Head, UNIT_A),
    await server.createAccount(Role.Head, UNIT_B),
    await server.createAccount(Role.Coordinator),
    await server.createAccount(Role.Admin),
  ];
  const [disabled, late] = [
    await server.createAccount(Role.Head, UNIT_A),
    await server.createAccount(Role.Head, UNIT_A),
  ];
  await server.orm.em.fork().transactional(async (em) => {
    const accounts = new AccountService(em);
    const user = await accounts.findByEmail(disabled.email);
    await accounts.disable(user?.id ?? '', 'test', reportMorning);
  });
  const yesterday = new Date(reportMorning.getTime() - 24 * HOUR_MS);
  const expired = await new AccountService(server.orm.em.fork()).signIn(late.email, late.password, yesterday, 1);
  return [undefined, ...people.map(({ token }) => token), disabled.token, expired.token];
}

/** `y` let through, `u` told to sign in, `f` forbidden. */
function verdict(answer: Answer): 'y' | 'u' | 'f' {
  const result = Object.values(answer.data ?? {})[0] as { userErrors?: Refusal[] } | null | undefined;
  const code = errorCode(answer) ?? result?.userErrors?.[0]?.code ?? null;
  return code === 'UNAUTHENTICATED' ? 'u' : code === 'FORBIDDEN' ? 'f' : 'y';
}

const ORACLE = accessOracle(() => ({
  ...idsOfA,
  obstacle,
  unit: UNIT_A,
  task: taskOfCommunes,
  email: admin.email,
  password: admin.password,
}));

describe('the policy', () => {
  it.each(ORACLE)('lets through %s: %s', async (coordinate, verdicts, operation) => {
    const own = coordinate === 'Mutation.signOut' ? await newSessions() : tokens;
    let given = '';
    for (const token of own) given += verdict(await server.request(operation(), {}, token));
    expect(given).toBe(verdicts);
  });

  it('decides about every root field and every type of the schema, and about nothing else', async () => {
    const schema = await buildGraphqlSchema();
    const roots = [schema.getQueryType(), schema.getMutationType()].filter(
      (type) => type !== null && type !== undefined,
    );
    const fields = roots.flatMap((root) => Object.keys(root.getFields()).map((field) => `${root.name}.${field}`));
    const types = Object.values(schema.getTypeMap())
      .filter((type) => isObjectType(type) && !type.name.startsWith('__') && !roots.includes(type))
      .map(({ name }) => name)
      .filter((name) => !/^(UserErrors?|\w+Payload)$/.test(name));
    expect(Object.keys(schemaPolicy).toSorted()).toEqual([...fields, ...types].toSorted());
    expect(ORACLE.map(([coordinate]) => coordinate).toSorted()).toEqual(fields.toSorted());
  });

  it('does to every role what it says of a report of another unit', async () => {
    const answers = tokens.map(async (token) => {
      const { data } = await server.request(`{ node(id: "${idsOfA.report}") { id } }`, {}, token);
      return data?.['node'] ? 'seen' : 'hidden';
    });
    expect(await Promise.all(answers)).toEqual(
      ['hidden', 'seen', 'seen', 'hidden', 'seen', 'seen', 'hidden', 'hidden'], // as the columns of the oracle
    );
  });
});

const ofB = () => tokens[3] ?? '';

describe('the head of another unit', () => {
  it('gets none of it by node or nodes', async () => {
    const ids = Object.values(idsOfA);
    const answer = await server.request('query ($ids: [ID!]!) { nodes(ids: $ids) { id } }', { ids }, ofB());
    expect(dataOf(answer)).toEqual({ nodes: ids.map(() => null) });
  });

  it('finds only the own unit in every list, and counts only its rows', async () => {
    const data = dataOf<{
      deadlines: { totalCount: number; nodes: UnitNode[] };
      reports: { totalCount: number; nodes: UnitNode[] };
      missingReports: UnitNode[];
      unit: { deadlines: { totalCount: number }; reports: { totalCount: number } };
    }>(
      await server.request(
        `{ deadlines(first: 200) { totalCount nodes { unit { code } report { unit { code } } } }
          reports(first: 200) { totalCount nodes { unit { code } deadline { unit { code } } } }
          missingReports(period: "2025-12") { unit { code } deadline { unit { code } } }
          unit(code: "${UNIT_B}") { deadlines(first: 1) { totalCount } reports(first: 1) { totalCount } } }`,
        {},
        ofB(),
      ),
    );
    const listed = [...data.deadlines.nodes, ...data.reports.nodes, ...data.missingReports];
    expect(new Set(listed.map(({ unit }) => unit.code))).toEqual(new Set([UNIT_B]));
    expect(data.deadlines.totalCount).toBe(data.unit.deadlines.totalCount);
    expect(data.reports.totalCount).toBe(data.unit.reports.totalCount);
    expect(data.deadlines.nodes).toHaveLength(data.deadlines.totalCount);
  });

  it('finds nothing of it under the unit, the province or the list of communes', async () => {
    const lists = 'deadlines(first: 5) { totalCount nodes { id } } reports(first: 5) { totalCount nodes { id } }';
    const data = dataOf<{ unit: object; province: { reports: object; communes: { nodes: CommuneLists[] } } }>(
      await server.request(
        `{ unit(code: "${UNIT_A}") { posts { email } ${lists} }
          province { reports(first: 5) { totalCount nodes { id } }
            communes(first: 69) { nodes { code posts { email } deadlines(first: 1) { totalCount } } } } }`,
        {},
        ofB(),
      ),
    );
    const nothing = { totalCount: 0, nodes: [] };
    expect(data.unit).toEqual({ posts: [], deadlines: nothing, reports: nothing });
    expect(data.province.reports).toEqual(nothing);
    const shown = data.province.communes.nodes.filter(
      ({ posts, deadlines }) => posts.length > 0 || deadlines.totalCount > 0,
    );
    expect(shown.map(({ code }) => code)).toEqual([UNIT_B]);
  });

  it('leaves the deadlines and reports of it as they were when trying to change them', async () => {
    await server.request(`mutation { sendReport(id: "${idsOfA.report}") { __typename } }`, {}, ofB());
    await server.request(
      `mutation { completeDeadline(id: "${idsOfA.deadline}", evidence: "x") { __typename } }`,
      {},
      ofB(),
    );
    const key = Buffer.from(idsOfA.deadline, 'base64url').toString('utf8').split(':')[1] ?? '';
    const rows = await server.orm.em.fork().execute('select evidence from deadline where id = ?', [key]);
    expect(rows).toEqual([{ evidence: null }]);
  });
});

interface UnitNode {
  unit: { code: string };
}

interface CommuneLists {
  code: string;
  posts: object[];
  deadlines: { totalCount: number };
}

describe('nobody', () => {
  it('sees no address, and is told to sign in for deadlines and reports of a unit', async () => {
    expect(dataOf(await server.request(`{ unit(code: "${UNIT_A}") { posts { email } } }`))).toEqual({
      unit: { posts: [] },
    });
    for (const field of ['deadlines', 'reports']) {
      const answer = await server.request(`{ unit(code: "${UNIT_A}") { ${field} { totalCount } } }`);
      expect(errorCode(answer)).toBe('UNAUTHENTICATED');
    }
  });
});

/** Who the server takes the sender of the headers for. */
const viewer = async (headers: Record<string, string>) => {
  const response = await fetch(`${server.origin}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ query: '{ viewer { role unit { code } } }' }),
  });
  return dataOf<{ viewer: unknown }>((await response.json()) as Answer).viewer;
};

describe('a session', () => {
  it('begins with a cookie that scripts and other sites cannot use, and works by cookie and by bearer', async () => {
    const { email, password } = await server.createAccount(Role.Head, UNIT_B);
    const response = await fetch(`${server.origin}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        query:
          'mutation ($email: String!, $password: String!) { signIn(email: $email, password: $password) { ... on SignInPayload { token viewer { role } } } }',
        variables: { email, password },
      }),
    });
    const cookie = response.headers.get('set-cookie') ?? '';
    expect(cookie).toMatch(/; Path=\/; .*HttpOnly; SameSite=Strict/);
    const { signIn } = dataOf<{ signIn: { token: string } }>((await response.json()) as Answer);
    const head = { role: 'HEAD', unit: { code: UNIT_B } };
    const [pair = ''] = cookie.split(';');
    expect(await viewer({ cookie: pair })).toEqual(head);
    expect(await viewer({ authorization: `Bearer ${signIn.token}` })).toEqual(head);
    expect(await viewer({ authorization: 'Bearer khong-phai' })).toBeNull();

    const signedOut = await server.request('mutation { signOut }', {}, signIn.token);
    expect(dataOf(signedOut)).toEqual({ signOut: true });
    expect(await viewer({ cookie: pair })).toBeNull();
    expect(await viewer({ authorization: `Bearer ${signIn.token}` })).toBeNull();
  });
});
