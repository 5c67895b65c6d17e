import 'reflect-metadata';
import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { createLog, parseCivilDate } from '../../schema/base/index.js';
import { openDatabase, type Database } from '../../schema/database.js';
import { IntegrityService, rebuildRollups } from '../../schema/dossiers/index.js';
import { checkIntegrity } from '../../worker/jobs/check-integrity.js';
import { EMPTY_AUDIT } from '../support/audit.js';
import { openDossierDatabase, type DossierDatabase } from '../support/dossier-database.js';

const NOW = new Date('2026-03-02T02:00:00+07:00');
let database: DossierDatabase;
let orm: Database;

beforeAll(async () => {
  database = await openDossierDatabase();
  orm = await openDatabase({ url: database.url, poolSize: 2 });
});
beforeEach(async () => {
  await database.query(`truncate dossier, procedure_rollup, unit_rollup, integrity_check; ${EMPTY_AUDIT}`);
  await database.importRows([{}, { code: 'H27.14-240103-0001', received_on: '2024-01-03', due_on: '' }]);
});
afterAll(async () => {
  await orm.close();
  await database.close();
});

const check = () => orm.em.fork().transactional((em) => new IntegrityService(em).check(NOW));

const runJob = () =>
  orm.em.fork().transactional((em) =>
    checkIntegrity.run({
      em,
      day: parseCivilDate('2026-03-02'),
      now: NOW,
      settings: { publicUrl: '', mailDomain: '' },
      log: createLog('test', 'silent'),
      enqueueMessages: () => Promise.resolve(),
    }),
  );

it('finds nothing where everything adds up, and writes that down', async () => {
  expect(await check()).toMatchObject({ differenceCount: 0, differences: [] });
  expect(await database.query('select difference_count, differences from integrity_check')).toEqual([
    { difference_count: 0, differences: [] },
  ]);
});

it('finds one damaged cell and names unit, procedure, bucket, count and both values', async () => {
  await database.query(`update procedure_rollup set resolved_early = 7 where bucket = '2025-11-01'`);
  const { differenceCount, differences } = await check();
  expect(differenceCount).toBe(1);
  expect(differences).toEqual([
    { unit: '18073', procedure: '1.001193', bucket: '2025-11-01', count: 'resolved_early', stored: 7, computed: 1 },
  ]);
  const [stored] = await database.query<{ differences: unknown }>('select differences from integrity_check');
  expect(stored?.differences).toEqual(differences);
});

it('finds rows that are missing, rows that belong nowhere, and sums of a unit', async () => {
  await database.query(`delete from procedure_rollup where bucket = '2024-01-01'`);
  await database.query(`update unit_rollup set bucket = '2025-12-01' where bucket = '2025-11-01'`);
  const { differences } = await check();
  const found = differences.map(({ procedure, bucket, count, stored, computed }) =>
    [procedure, bucket, count, stored, computed].join(' '),
  );
  expect(found).toContain('1.001193 2024-01-01 received_online 0 1');
  expect(found).toContain(' 2025-11-01 received_online 0 1');
  expect(found).toContain(' 2025-12-01 received_online 1 0');
});

it('is repaired by a rebuild, which is audited, and the nightly job tells the number of differences', async () => {
  await database.query('update unit_rollup set rated = rated + 1');
  expect((await runJob())['differences']).toBeGreaterThan(0);
  await rebuildRollups(database.url, 'test');
  expect(await runJob()).toEqual({ differences: 0 });
  expect(await database.query(`select actor from audit_entry where action = 'ROLLUPS_REBUILT'`)).toEqual([
    { actor: 'test' },
  ]);
});
