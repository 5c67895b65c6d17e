import { projectFile } from '../../schema/base/index.js';
import { openDatabase, type Database } from '../../schema/database.js';
import { readPlanFolder } from '../../schema/plan/index.js';
import { createTestDatabase } from './database.js';
import { watchStatements } from './statements.js';

/** Data of plan 457/KH-UBND, which every test database holds. */
export const plan457 = readPlanFolder(projectFile('schema/plan/kh-457'));

/** A test database with units, procedures, working calendar and plan 457/KH-UBND, and the way to be rid of it. */
export interface PlanDatabase {
  readonly orm: Database;
  close(): Promise<void>;
}

/** Opens a new test database; `onStatement` is told of every SQL statement. */
export async function openPlanDatabase(onStatement?: (sql: string) => void): Promise<PlanDatabase> {
  const { url, drop } = await createTestDatabase();
  const orm = await openDatabase({ url });
  if (onStatement) await watchStatements(orm, onStatement);
  return {
    orm,
    close: async () => {
      await orm.close();
      await drop();
    },
  };
}
