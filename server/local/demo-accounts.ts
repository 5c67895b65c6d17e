import type { EntityManager } from '@mikro-orm/postgresql';
import { randomInt } from 'node:crypto';
import { AccountService, Role, type NewUser } from '../../schema/access/index.js';
import type { Database } from '../../schema/database.js';
import { writeDemoAccounts, type DemoAccount } from './demo-accounts-file.js';
import { DEMO_ACTOR, DEMO_MAIL_DOMAIN } from './demo-actor.js';

/** Letters and digits that nobody takes for one another. */
const ALPHABET = 'abcdefghjkmnpqrstuvwxyz23456789';
const GROUPS = 4;
const GROUP_LENGTH = 4;

const USERS: readonly NewUser[] = [
  user('quan-tri', 'Quản trị hệ thống', Role.Admin, null),
  user('dieu-phoi', 'Điều phối, Văn phòng UBND tỉnh', Role.Coordinator, null),
  user('chu-tich.18562', 'Chủ tịch UBND xã Thạch Hà', Role.Head, '18562'),
  user('can-bo.18562', 'Cán bộ đầu mối xã Thạch Hà', Role.Officer, '18562'),
  user('giam-doc.snv', 'Giám đốc Sở Nội vụ', Role.Head, 'SNV'),
];

/**
 * Makes the accounts of the demonstration and gives each a random password, kept in a file of the data directory.
 * Accounts that are there get a new password: without the file nobody knows the old one.
 */
export async function makeDemoAccounts(database: Database, dataDirectory: string, now: Date): Promise<DemoAccount[]> {
  const accounts = USERS.map(({ email, name }) => ({ email, name, password: randomPassword() }));
  await database.em.fork().transactional(async (em) => {
    for (const [index, item] of USERS.entries()) await setAccount(em, item, accounts[index]?.password ?? '', now);
  });
  // After the commit: a file that is there tells passwords that work.
  writeDemoAccounts(dataDirectory, accounts);
  return accounts;
}

async function setAccount(em: EntityManager, item: NewUser, password: string, now: Date): Promise<void> {
  const service = new AccountService(em);
  const { id } = (await service.findByEmail(item.email)) ?? (await service.createUser(item, DEMO_ACTOR));
  await service.setPassword(await service.oneTimeLink(id, DEMO_ACTOR, now), password, now);
}

function user(mailbox: string, name: string, role: Role, unitCode: string | null): NewUser {
  return { email: `${mailbox}@${DEMO_MAIL_DOMAIN}`, name: `${name} (mô phỏng)`, role, unitCode };
}

/** About 79 bits, in groups that can be read aloud. */
function randomPassword(): string {
  return Array.from({ length: GROUPS }, randomGroup).join('-');
}

function randomGroup(): string {
  return Array.from({ length: GROUP_LENGTH }, () => ALPHABET[randomInt(ALPHABET.length)]).join('');
}
