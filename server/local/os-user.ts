import { spawnSync } from 'node:child_process';
import { statSync } from 'node:fs';
import { PlanError } from '../../schema/base/index.js';

/** An account of the operating system that PostgreSQL runs under. */
export interface OsUser {
  name: string;
  uid: number;
  gid: number;
}

/** Environment of every program started here: the same on each machine, whatever the caller's shell has set. */
export const programEnvironment = { PATH: '/usr/sbin:/usr/bin:/sbin:/bin', LC_ALL: 'C', TZ: 'UTC' };

const preferredName = 'postgres';
const fallbackName = 'nobody';

/**
 * The account PostgreSQL must run under; null = the account of this process.
 *
 * Only root needs another one, because PostgreSQL refuses to run as root: the owner of `existingData` when
 * there is such a folder, else `postgres` (created when missing), else `nobody`.
 * @throws PlanError CONFIGURATION when this process is root and the machine has no account to offer.
 */
export function chooseOsUser(existingData: string): OsUser | null {
  if (process.getuid?.() !== 0) return null;
  return ownerOf(existingData) ?? findOsUser(preferredName) ?? createOsUser() ?? findOsUser(fallbackName) ?? refuse();
}

/** Settings for `spawn` that start a program under `user` (null = this process's account), free of this process's folder and environment. */
export function runAs(user: OsUser | null): { uid?: number; gid?: number; cwd: string; env: NodeJS.ProcessEnv } {
  return { ...(user && { uid: user.uid, gid: user.gid }), cwd: '/', env: programEnvironment };
}

/**
 * Whether `user` reaches `folder`. Tried for real: permission bits of the parents do not show
 * access lists, mount options and security modules.
 */
export function canEnter(user: OsUser, folder: string): boolean {
  return spawnSync('/bin/sh', ['-c', 'cd -- "$1"', 'sh', folder], runAs(user)).status === 0;
}

function ownerOf(folder: string): OsUser | null {
  const stats = statSync(folder, { throwIfNoEntry: false });
  if (!stats || stats.uid === 0) return null;
  return { name: `uid ${stats.uid}`, uid: stats.uid, gid: stats.gid };
}

function findOsUser(name: string): OsUser | null {
  const [uid, gid] = ['-u', '-g'].map((flag) => {
    const { status, stdout } = spawnSync('id', [flag, name], { env: programEnvironment, encoding: 'utf8' });
    return status === 0 ? Number(stdout) : 0;
  });
  return uid && gid ? { name, uid, gid } : null;
}

function createOsUser(): OsUser | null {
  const attempts: [string, string[]][] = [
    ['useradd', ['--system', '--user-group', '--no-create-home', '--shell', '/bin/false', preferredName]],
    ['adduser', ['-S', '-D', '-H', '-s', '/bin/false', preferredName]], // BusyBox
  ];
  for (const [command, parameters] of attempts) {
    spawnSync(command, parameters, { env: programEnvironment });
    const user = findOsUser(preferredName);
    if (user) return user;
  }
  return null;
}

function refuse(): never {
  throw new PlanError(
    'CONFIGURATION',
    'PostgreSQL nhúng không chạy được bằng tài khoản root và máy này không có tài khoản "postgres" hay "nobody". ' +
      'Hãy chạy bằng một tài khoản thường, hoặc đặt DATABASE_URL để dùng PostgreSQL có sẵn.',
  );
}
