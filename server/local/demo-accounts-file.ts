import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** How to sign in to the demonstration in one of its roles. */
export interface DemoAccount {
  readonly email: string;
  /** Says the role, and that it is made up. */
  readonly name: string;
  readonly password: string;
}

/** File of the passwords in a data directory. */
export function demoAccountsFile(dataDirectory: string): string {
  return join(dataDirectory, 'demo-accounts.json');
}

/** The accounts with the passwords they were made with; null when no file tells. */
export function readDemoAccounts(dataDirectory: string): DemoAccount[] | null {
  const file = demoAccountsFile(dataDirectory);
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as DemoAccount[]) : null;
}

/** Writes the accounts, whole or not at all, into a file that its owner alone can read. */
export function writeDemoAccounts(dataDirectory: string, accounts: readonly DemoAccount[]): void {
  const file = demoAccountsFile(dataDirectory);
  writeFileSync(`${file}.new`, `${JSON.stringify(accounts, null, 2)}\n`, { mode: 0o600 });
  renameSync(`${file}.new`, file);
}
