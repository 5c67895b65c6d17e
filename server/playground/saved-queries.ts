import { readFileSync } from 'node:fs';
import { projectFile } from '../../schema/base/index.js';
import { savedQueryList, type SavedQueryEntry } from './saved-query-list.js';

/** A saved query with its GraphQL text. */
export interface SavedQuery extends SavedQueryEntry {
  query: string;
}

/** Every saved query with its text, in the order of the list. */
export function readSavedQueries(): SavedQuery[] {
  return savedQueryList.map((entry) => ({
    ...entry,
    query: readFileSync(projectFile(`server/playground/saved-queries/${entry.name}.graphql`), 'utf8'),
  }));
}
