import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { PlanError, readEnvironment, toError, type Environment } from '../../schema/base/index.js';
import { demoAccountsFile } from './demo-accounts-file.js';
import { startEmbeddedParts } from './embedded-parts.js';
import { checkExternalParts } from './external-parts.js';
import { Services } from './services.js';
import { Shutdown } from './shutdown.js';
import { demoWelcome, plainWelcome, type WelcomeFacts } from './welcome.js';

/** How long a step under way is waited for when somebody asks to stop, so that what it starts is stopped too. */
const STEP_PATIENCE_MS = 2000;

/** Runs everything until somebody asks to stop or something breaks; the exit code. */
async function main(): Promise<number> {
  let services: Services | undefined;
  const shutdown = new Shutdown(say, () => services?.kill());
  const crash = new Promise<never>((_resolve, reject) => process.once('uncaughtException', reject));
  const run = async () => {
    const environment = readEnvironment();
    services = new Services(logFolderOf(environment), shutdown, say);
    await start(environment, services, shutdown);
    return services;
  };
  const starting = run();
  let exitCode = 0;
  try {
    await Promise.race([starting.then((started) => started.untilOneEnds()), crash, untilAborted(shutdown.asked)]);
  } catch (thrown) {
    // What breaks because everything is being stopped is no news.
    if (!shutdown.asked.aborted) {
      process.stderr.write(`${explain(thrown)}\n`);
      exitCode = 1;
    }
  }
  await Promise.race([starting.catch(() => undefined), sleep(STEP_PATIENCE_MS)]);
  await shutdown.stopAll();
  if (shutdown.asked.aborted) say('Đã dừng.');
  return exitCode;
}

/** Starts whatever the environment asks for and says how to use it. */
async function start(given: Environment, services: Services, shutdown: Shutdown): Promise<void> {
  const { DATABASE_URL } = given;
  if (DATABASE_URL !== undefined) {
    const environment = await checkExternalParts({ ...given, DATABASE_URL });
    services.startServer(environment);
    services.startWorker(environment);
    await services.untilReady();
    if (!shutdown.asked.aborted) say(plainWelcome(factsOf(environment)));
    return;
  }
  if (given.SMTP_URL) say('Bản chạy thử không gửi thư ra ngoài: bỏ qua SMTP_URL, mọi thư vào hộp thư thử.');
  const { environment, ...demo } = await startEmbeddedParts({ environment: given, services, shutdown, say });
  services.startWorker(environment);
  await services.untilReady();
  const accountsFile = demoAccountsFile(given.EMBEDDED_DATABASE_DIRECTORY);
  if (!shutdown.asked.aborted) say(demoWelcome({ ...factsOf(environment), ...demo, accountsFile }));
}

function logFolderOf({ EMBEDDED_DATABASE_DIRECTORY }: Environment): string {
  return join(EMBEDDED_DATABASE_DIRECTORY, 'logs');
}

function factsOf(environment: Environment): WelcomeFacts {
  return {
    publicUrl: environment.PUBLIC_URL.replace(/\/+$/, ''),
    hasPlayground: environment.PLAYGROUND,
    logFolder: logFolderOf(environment),
    seconds: performance.now() / 1000,
  };
}

function untilAborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
}

/** A refusal in its own words; anything else whole, because it is a fault of ours. */
function explain(thrown: unknown): string {
  const error = toError(thrown);
  return error instanceof PlanError ? error.message : `Lỗi ngoài dự kiến: ${error.stack}`;
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

// A terminal that was closed, or a reader that went away, must not keep anything from being stopped.
for (const output of [process.stdout, process.stderr]) output.on('error', () => undefined);
process.exit(await main());
