import { pathToFileURL } from 'node:url';
import { projectFile } from '../../../schema/base/index.js';
import { OPERATIONS } from '../../playground/client/session-operations.js';

/** Runs in the browser as it stands, so it is no part of the compiled program. */
const PAGES = projectFile('server/http/pages/client/operations.js');

/** The documents that our pages and the playground's sign-in send. */
export async function ownDocuments(): Promise<string[]> {
  const pages = (await import(pathToFileURL(PAGES).href)) as { OPERATIONS: Readonly<Record<string, string>> };
  return [...Object.values(pages.OPERATIONS), ...Object.values(OPERATIONS)];
}
