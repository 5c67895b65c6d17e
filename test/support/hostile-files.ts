import type { HostileFile } from './hostile-file.js';
import { SHEET_FILES } from './hostile-sheet-files.js';
import { JSON_FILES, TEXT_FILES } from './hostile-text-files.js';

export type { HostileFile } from './hostile-file.js';

/** Files made to break reading; built anew by each call of `chunks`. */
export const HOSTILE_FILES: readonly HostileFile[] = [...TEXT_FILES, ...JSON_FILES, ...SHEET_FILES];
