import 'reflect-metadata';
import { parseArgs } from 'node:util';
import { Role } from '../../schema/access/index.js';
import { knownTexts } from '../support/known-texts.js';
import { raiseObstacle } from '../support/obstacles.js';
import { readAtRandom } from '../support/random-reads.js';
import { readOwners, type Reader } from '../support/read-oracle.js';
import { reportMorning } from '../support/december-reports.js';
import { withThrowAwayServer } from './throw-away-server.js';

const MOST_SHOWN = 20;
const [UNIT_A, UNIT_B] = ['18562', '18073'] as const;
const { values } = parseArgs({
  options: { requests: { type: 'string', default: '10000' }, seed: { type: 'string', default: '1' } },
});
const [requests, seed] = [Number(values.requests), Number(values.seed)];

await withThrowAwayServer(async (server) => {
  const at = reportMorning.toISOString();
  await raiseObstacle(server.orm.em.fork(), { unit: UNIT_A, addressee: UNIT_B, at });
  const readers: { reader: Reader; token: string | undefined }[] = [
    { reader: 'NOBODY', token: undefined },
    { reader: { unit: UNIT_A }, token: (await server.createAccount(Role.Officer, UNIT_A)).token },
    { reader: { unit: UNIT_B }, token: (await server.createAccount(Role.Head, UNIT_B)).token },
    { reader: 'COORDINATOR', token: (await server.createAccount(Role.Coordinator)).token },
    { reader: 'ADMIN', token: (await server.createAccount(Role.Admin)).token },
  ];
  console.log(`${requests} truy vấn, hạt giống ${seed}`);
  const [owners, known] = [await readOwners(server), await knownTexts(server)];
  const { leaks, asked } = await readAtRandom({ server, readers, owners, known, seed, requests });
  console.log('Đối tượng có chủ trong các trả lời, theo người hỏi:', Object.fromEntries(asked));
  for (const leak of leaks.slice(0, MOST_SHOWN)) console.log(leak);
  console.log(`${leaks.length} đối tượng không được phép`);
  if (leaks.length > 0) process.exitCode = 1;
});
