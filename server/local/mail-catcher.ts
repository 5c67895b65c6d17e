import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { MailDev } from 'maildev';
import { readEnvironment } from '../../schema/base/index.js';

/*
 * A mail server that takes every mail, delivers none and shows them on a page, those of earlier starts too. A process of
 * its own, because it writes to the terminal as it likes.
 */

/** Oldest mails beyond this many are thrown away. */
const MOST_MAILS = 2000;
const HOST = '127.0.0.1';

const environment = readEnvironment();
const mailDirectory = join(environment.EMBEDDED_DATABASE_DIRECTORY, 'mail');
mkdirSync(mailDirectory, { recursive: true, mode: 0o700 });
const catcher = new MailDev({
  smtp: environment.MAIL_CATCHER_SMTP_PORT,
  ip: HOST,
  web: environment.MAIL_CATCHER_PORT,
  webIp: HOST,
  mailDirectory,
  maxEmails: MOST_MAILS,
  silent: true,
});
await catcher.start();
for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.once(signal, () => void catcher.stop().finally(() => process.exit(0)));
}
