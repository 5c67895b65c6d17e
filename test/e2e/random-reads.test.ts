import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { Role } from '../../schema/access/index.js';
import { PostKind } from '../../schema/organisation/index.js';
import { fillDecember2025, reportMorning } from '../support/december-reports.js';
import { knownTexts } from '../support/known-texts.js';
import { raiseObstacle } from '../support/obstacles.js';
import { readAtRandom } from '../support/random-reads.js';
import { forbiddenIn, readOwners, type Reader } from '../support/read-oracle.js';
import { buildPost } from '../support/reminders.js';
import { startRunningServer, type RunningServer } from '../support/running-server.js';

const [UNIT_A, UNIT_B] = ['18562', '18073'] as const;
let server: RunningServer;
let readers: { reader: Reader; token: string | undefined }[];

beforeAll(async () => {
  server = await startRunningServer(reportMorning);
  await fillDecember2025(server);
  const em = server.orm.em.fork();
  for (const unit of [UNIT_A, UNIT_B]) await buildPost(em, { unit, kind: PostKind.Head });
  await raiseObstacle(em, { unit: UNIT_A, addressee: UNIT_B, at: reportMorning.toISOString() });
  readers = [
    { reader: 'NOBODY', token: undefined },
    { reader: { unit: UNIT_A }, token: (await server.createAccount(Role.Officer, UNIT_A)).token },
    { reader: { unit: UNIT_B }, token: (await server.createAccount(Role.Head, UNIT_B)).token },
    { reader: 'COORDINATOR', token: (await server.createAccount(Role.Coordinator)).token },
    { reader: 'ADMIN', token: (await server.createAccount(Role.Admin)).token },
  ];
});
afterAll(() => server?.close());

it('returns no object that the oracle of reading forbids, whatever is asked by whom', async () => {
  const [owners, known] = [await readOwners(server), await knownTexts(server)];
  const { leaks, asked } = await readAtRandom({ server, readers, owners, known, seed: 3, requests: 100 });
  expect(leaks).toEqual([]);
  // Something has to have been read, or nothing was tried; nobody read none.
  expect([...asked.values()].reduce((sum, count) => sum + count, 0)).toBeGreaterThan(20);
  expect(asked.get('NOBODY')).toBe(0);
});

it('would be found by the oracle if it did', async () => {
  const owners = await readOwners(server);
  const ofA = await server.request(
    `{ unit(code: "${UNIT_A}") { deadlines(first: 3) { nodes { __typename id } } posts { __typename } } }`,
    {},
    readers[1]?.token,
  );
  expect(forbiddenIn(ofA.data, { unit: UNIT_A }, owners).forbidden).toEqual([]);
  expect(forbiddenIn(ofA.data, { unit: UNIT_B }, owners).forbidden).toHaveLength(3);
  expect(forbiddenIn(ofA.data, 'NOBODY', owners).forbidden).toHaveLength(4);
});
