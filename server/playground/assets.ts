import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectFile } from '../../schema/base/index.js';

/** Folder of the bundled files; every file but the manifest carries a hash of its content in its name. */
export const assetFolder = projectFile('dist/server/playground/assets');

/** File of the folder that tells what was built, and of what. */
export const manifestFile = 'manifest.json';

/** What the last bundling made. */
export interface AssetManifest {
  /** Hash of everything that went in; equal hashes need no new bundling. */
  inputs: string;
  /** File name of the script the page starts with. */
  script: string;
  /** File name of the style sheet. */
  style: string;
  /** Every file, without the compressed copies beside it (`.br`, `.gz`). */
  files: string[];
}

/** The manifest of the last bundling; null when there is none. */
export function readManifest(): AssetManifest | null {
  try {
    return JSON.parse(readFileSync(join(assetFolder, manifestFile), 'utf8')) as AssetManifest;
  } catch {
    return null;
  }
}
