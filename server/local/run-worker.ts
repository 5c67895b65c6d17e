import { spawn } from 'node:child_process';
import { childEnvironment, projectFile, readEnvironment } from '../../schema/base/index.js';
import { commandDatabaseUrl } from '../commands/command-database.js';
import { runCommand } from '../commands/run-command.js';

/**
 * `npm run worker`: the worker alone, with the arguments given. Without DATABASE_URL it works on the installation that
 * `npm start` runs on this machine, and hands its mails to that one's mail catcher.
 */
await runCommand(async () => {
  const environment = readEnvironment();
  const DATABASE_URL = commandDatabaseUrl(environment);
  const isLocal = environment.DATABASE_URL === undefined;
  const SMTP_URL = isLocal ? `smtp://127.0.0.1:${environment.MAIL_CATCHER_SMTP_PORT}` : environment.SMTP_URL;
  const program = ['--enable-source-maps', projectFile('dist/worker/main.js'), ...process.argv.slice(2)];
  const env = childEnvironment({ ...environment, DATABASE_URL, SMTP_URL });
  const worker = spawn(process.execPath, program, { stdio: 'inherit', env });
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => worker.kill(signal));
  process.exitCode = await new Promise<number>((resolve) => worker.once('exit', (code) => resolve(code ?? 1)));
});
