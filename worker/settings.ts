import { PlanError, type CivilDate, type Environment } from '../schema/base/index.js';
import type { DigestSettings } from '../schema/reminders/index.js';
import type { MailerOptions } from './mail/transport.js';

/** What the worker takes from the environment. */
export interface WorkerSettings {
  readonly databaseUrl: string;
  readonly poolSize: number;
  readonly mailer: MailerOptions;
  readonly digest: DigestSettings;
  readonly heartbeatCron: string;
  readonly goLiveOn?: CivilDate;
  /** Folder that files of dossiers are taken from; null when none is watched. */
  readonly importFolder: string | null;
}

/** The worker's settings. @throws PlanError CONFIGURATION naming every variable it cannot do without. */
export function workerSettings(env: Environment): WorkerSettings {
  const { DATABASE_URL: databaseUrl, SMTP_URL: smtpUrl } = env;
  if (!databaseUrl || !smtpUrl) {
    const missing = Object.entries({ DATABASE_URL: databaseUrl, SMTP_URL: smtpUrl })
      .filter(([, value]) => !value)
      .map(([name]) => name);
    throw new PlanError('CONFIGURATION', `Worker cần biến môi trường: ${missing.join(', ')}.`, { missing });
  }
  return {
    databaseUrl,
    poolSize: env.DATABASE_POOL_SIZE,
    mailer: { smtpUrl, from: { name: env.MAIL_FROM_NAME, address: env.MAIL_FROM } },
    digest: {
      publicUrl: env.PUBLIC_URL.replace(/\/+$/, ''),
      mailDomain: env.MAIL_FROM.slice(env.MAIL_FROM.lastIndexOf('@') + 1),
    },
    heartbeatCron: env.HEARTBEAT_CRON,
    importFolder: env.IMPORT_FOLDER ?? null,
    ...(env.GO_LIVE_ON && { goLiveOn: env.GO_LIVE_ON as CivilDate }),
  };
}
