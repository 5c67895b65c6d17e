import { createTemplateDatabase, startTestServer } from '../support/postgres.js';
import { startRunningServer, type RunningServer } from '../support/running-server.js';
import { prepareTemplate } from '../support/template.js';
import { fillDecember2025, reportMorning } from '../support/december-reports.js';

/** Runs `work` on a server with the reports of December 2025, on a throw-away PostgreSQL; all is gone afterwards. */
export async function withThrowAwayServer(work: (server: RunningServer) => Promise<void>): Promise<void> {
  const postgres = await startTestServer(undefined);
  process.env['TEST_DATABASE_SERVER_URL'] = postgres.url;
  try {
    await prepareTemplate(await createTemplateDatabase(postgres.url));
    const server = await startRunningServer(reportMorning, { LOG_LEVEL: 'error' });
    try {
      await fillDecember2025(server);
      await work(server);
    } finally {
      await server.close();
    }
  } finally {
    await postgres.stop();
  }
}
