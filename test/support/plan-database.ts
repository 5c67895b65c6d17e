import { createLog, projectFile } from '../../schema/base/index.js';
import { CalendarService, readCalendarDays } from '../../schema/calendar/index.js';
import { CatalogueService, readProcedures } from '../../schema/catalogue/index.js';
import { openDatabase, type Database } from '../../schema/database.js';
import { migrateSchema } from '../../schema/migrate.js';
import { OrganisationService, readUnits } from '../../schema/organisation/index.js';
import { PlanService, readPlanFolder } from '../../schema/plan/index.js';
import { createTestDatabase } from './database.js';

/** Data of plan 457/KH-UBND. */
export const plan457 = readPlanFolder(projectFile('schema/plan/kh-457'));

/** A test database with units, procedures, working calendar and plan 457/KH-UBND, and the way to be rid of it. */
export interface PlanDatabase {
  readonly orm: Database;
  close(): Promise<void>;
}

/** Opens a new test database that holds what a first start loads, apart from dossiers. */
export async function openPlanDatabase(onStatement?: (sql: string) => void): Promise<PlanDatabase> {
  const { url, drop } = await createTestDatabase();
  const orm = await openDatabase({ url, ...(onStatement && { onStatement }) });
  await migrateSchema(orm, createLog('test', 'silent'));
  await orm.em.fork().transactional(async (em) => {
    await em.execute('insert into installation (id) values (1) on conflict do nothing');
    await new OrganisationService(em).load(readUnits());
    await new CalendarService(em).load(readCalendarDays());
    await new CatalogueService(em).load(readProcedures());
    await new PlanService(em).load(plan457);
  });
  return {
    orm,
    close: async () => {
      await orm.close();
      await drop();
    },
  };
}
