import { projectFile } from '../../schema/base/index.js';
import { createTemplateDatabase, startTestServer, type TestServer } from './postgres.js';
import { prepareTemplate } from './template.js';

let server: TestServer | undefined;

/** Before all test files: one PostgreSQL, with the template database in it. Jest asks for a default export. */
// oxlint-disable-next-line import/no-default-export
export default async function setUp(): Promise<void> {
  // Processes that tests start are compiled once in a run, not each time.
  process.env['NODE_COMPILE_CACHE'] ??= projectFile('dist/.compile-cache');
  server = await startTestServer(process.env['TEST_DATABASE_SERVER_URL']);
  process.env['TEST_DATABASE_SERVER_URL'] = server.url;
  await prepareTemplate(await createTemplateDatabase(server.url));
}

/** After all test files. */
export async function stopTestServer(): Promise<void> {
  await server?.stop();
}
