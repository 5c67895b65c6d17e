import type { SavedQuery } from '../saved-queries.js';

declare global {
  /** File name of each worker of the editor by label; put in while bundling. */
  const WORKER_FILES: Readonly<Record<string, string>>;
  /** The saved queries with their text; put in while bundling. */
  const SAVED_QUERIES: readonly SavedQuery[];
}
