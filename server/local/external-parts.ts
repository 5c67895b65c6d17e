import { Client } from 'pg';
import { PlanError, toError, type Environment } from '../../schema/base/index.js';
import { findFreePorts } from './ports.js';

const ANSWER_WITHIN_MS = 10_000;

/**
 * The environment for server and worker when database and mail server are somebody else's: nothing is started.
 * @throws PlanError CONFIGURATION when there is no SMTP_URL, the port is taken or the database does not answer.
 */
export async function checkExternalParts(given: Environment & { DATABASE_URL: string }): Promise<Environment> {
  if (!given.SMTP_URL) {
    throw new PlanError(
      'CONFIGURATION',
      'Đã đặt DATABASE_URL nên không có hộp thư thử: hãy đặt cả SMTP_URL là địa chỉ máy chủ gửi thư ' +
        '(ví dụ smtps://tai-khoan:mat-khau@thu.example.vn:465).',
      { missing: ['SMTP_URL'] },
    );
  }
  const [port = 0] = await findFreePorts([
    { variable: 'PORT', purpose: 'GraphQL', host: given.HOST, port: given.PORT },
  ]);
  await assertAnswers(given.DATABASE_URL);
  return { ...given, PORT: port };
}

async function assertAnswers(url: string): Promise<void> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: ANSWER_WITHIN_MS });
  client.on('error', () => undefined); // told by the statement under way
  try {
    await client.connect();
    await client.query('select 1');
  } catch (error) {
    const { host, pathname } = new URL(url);
    const reason = toError(error).message || 'không trả lời';
    throw new PlanError('CONFIGURATION', `Không dùng được cơ sở dữ liệu ${host}${pathname} (DATABASE_URL): ${reason}.`);
  } finally {
    await client.end().catch(() => undefined);
  }
}
