import { parseArgs } from 'node:util';
import { AccountService, passwordLink, Role, type User } from '../../schema/access/index.js';
import { createLog, PlanError, readEnvironment } from '../../schema/base/index.js';
import { openDatabase } from '../../schema/database.js';
import { prepareInstallation } from '../../schema/install.js';
import { commandDatabaseUrl } from './command-database.js';
import { runCommand } from './run-command.js';

const USAGE = 'Cách dùng: npm run create-admin -- --email quan-tri@example.vn --name "Nguyễn Văn A"';
const ACTOR = 'command create-admin';

await runCommand(async () => {
  const { values } = parseArgs({ options: { email: { type: 'string' }, name: { type: 'string' } } });
  const { email, name } = values;
  if (email === undefined || name === undefined) throw new PlanError('INVALID_INPUT', USAGE);
  const environment = readEnvironment();
  const url = commandDatabaseUrl(environment);
  const database = await openDatabase({ url, poolSize: 2 });
  try {
    const log = createLog('command', environment.LOG_LEVEL);
    await prepareInstallation(url, database, log);
    const secret = await database.em.fork().transactional(async (em) => {
      const accounts = new AccountService(em);
      const user = await adminOf(accounts, email, name);
      return accounts.oneTimeLink(user.id, ACTOR, new Date());
    });
    console.log('Mở liên kết sau để đặt mật khẩu (dùng một lần, trong 48 giờ):');
    console.log(passwordLink(environment.PUBLIC_URL, secret));
  } finally {
    await database.close();
  }
});

/** The administrator of an address, made when there is none. @throws PlanError CONFLICT when the account has another role. */
async function adminOf(accounts: AccountService, email: string, name: string): Promise<User> {
  const user = await accounts.findByEmail(email);
  if (!user) return accounts.createUser({ email, name, role: Role.Admin, unitCode: null }, ACTOR);
  if (user.role === Role.Admin) return user;
  throw new PlanError('CONFLICT', `Tài khoản ${user.email} đã có với vai trò ${user.role}.`, { email: user.email });
}
