import type { Environment } from '../../schema/base/index.js';
import { readDemoAccounts, type DemoAccount } from './demo-accounts-file.js';
import { ensureDatabase, isDemoLoaded } from './embedded-database.js';
import { startEmbeddedPostgres } from './embedded-postgres.js';
import { findFreePorts } from './ports.js';
import { dataFolder, findPostgresHome } from './postgres-home.js';
import { findPostmaster } from './postmaster.js';
import type { PrepareOptions } from './prepare-demo.js';
import type { Services } from './services.js';
import type { Shutdown } from './shutdown.js';

/** What runs on this machine besides the worker. */
export interface EmbeddedParts {
  /** The environment for the worker. */
  readonly environment: Environment;
  readonly accounts: readonly DemoAccount[];
  readonly mailPage: string;
}

/** How to start it. */
export interface EmbeddedOptions {
  readonly environment: Environment;
  readonly services: Services;
  readonly shutdown: Shutdown;
  readonly say: (line: string) => void;
}

/** First day that the demonstration watches: the day of the plan. Source: Kế hoạch 457/KH-UBND, 20/8/2025. */
const DEMO_GO_LIVE_ON = '2025-08-20';
const DEFAULT_PORT = 4000;

/**
 * Starts PostgreSQL, the mail catcher and the server and prepares the database, the demonstration included. The first
 * time the server answers while the history of the demonstration's reports is still being made.
 * @throws PlanError CONFIGURATION when a port is taken or PostgreSQL cannot run.
 */
export async function startEmbeddedParts(options: EmbeddedOptions): Promise<EmbeddedParts> {
  const { environment: given, services, shutdown, say } = options;
  const { EMBEDDED_DATABASE_DIRECTORY: dataDirectory, DEMO_DOSSIERS: dossiers } = given;
  const [port = 0, webPort = 0, smtpPort = 0] = await findFreePorts(wantedPorts(given));
  say('Đang khởi động PostgreSQL nhúng…');
  const postgres = await startEmbeddedPostgres({ dataDirectory, port: given.EMBEDDED_DATABASE_PORT, log: say });
  shutdown.add('PostgreSQL', () => postgres.stop());
  shutdown.asked.throwIfAborted();
  const url = await ensureDatabase(postgres);
  const environment: Environment = {
    ...given,
    PORT: port,
    PUBLIC_URL: publicUrl(given, port),
    MAIL_CATCHER_PORT: webPort,
    MAIL_CATCHER_SMTP_PORT: smtpPort,
    DATABASE_URL: url,
    SMTP_URL: `smtp://127.0.0.1:${smtpPort}`,
    GO_LIVE_ON: given.GO_LIVE_ON ?? DEMO_GO_LIVE_ON,
  };
  services.startMailCatcher(environment);
  const known = (await isDemoLoaded(url)) ? readDemoAccounts(dataDirectory) : null;
  const onQueryable = () => {
    shutdown.asked.throwIfAborted();
    services.startServer(environment);
    void services.untilReady().then(
      () => say(`Đã hỏi được GraphQL: ${environment.PUBLIC_URL}/graphql; báo cáo và thư nhắc sẽ có khi lập xong.`),
      () => undefined, // asked and told again when the rest is ready
    );
  };
  if (known) services.startServer(environment);
  const accounts = known ?? (await prepare({ url, dossiers, dataDirectory, say, onQueryable }));
  shutdown.asked.throwIfAborted();
  return { environment, accounts, mailPage: `http://localhost:${webPort}` };
}

function wantedPorts(environment: Environment) {
  const { HOST, PORT, MAIL_CATCHER_PORT, MAIL_CATCHER_SMTP_PORT, EMBEDDED_DATABASE_PORT } = environment;
  const host = '127.0.0.1';
  const places = [
    { variable: 'PORT', purpose: 'GraphQL', host: HOST, port: PORT },
    { variable: 'MAIL_CATCHER_PORT', purpose: 'trang hộp thư thử', host, port: MAIL_CATCHER_PORT },
    { variable: 'MAIL_CATCHER_SMTP_PORT', purpose: 'SMTP của hộp thư thử', host, port: MAIL_CATCHER_SMTP_PORT },
  ];
  const database = {
    variable: 'EMBEDDED_DATABASE_PORT',
    purpose: 'PostgreSQL nhúng',
    host,
    port: EMBEDDED_DATABASE_PORT,
  };
  return isDatabaseRunning(environment) ? places : [...places, database];
}

/** Whether the port of the database may be taken by the very PostgreSQL that will be used or started anew. */
function isDatabaseRunning({ EMBEDDED_DATABASE_DIRECTORY }: Environment): boolean {
  const home = findPostgresHome(EMBEDDED_DATABASE_DIRECTORY);
  return home !== null && findPostmaster(dataFolder(home)) !== null;
}

/** An address that nobody has set follows the port. */
function publicUrl({ PUBLIC_URL }: Environment, port: number): string {
  const isDefault = new URL(PUBLIC_URL).href === `http://localhost:${DEFAULT_PORT}/`;
  return isDefault ? `http://localhost:${port}` : PUBLIC_URL;
}

/** Loading the domain's code takes a second that later starts save. */
async function prepare(options: PrepareOptions): Promise<DemoAccount[]> {
  const { prepareDemo } = await import('./prepare-demo.js');
  return prepareDemo(options);
}
