import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectFile } from '../../schema/base/index.js';
import { assetFolder, readManifest, type AssetManifest } from './assets.js';
import { buildAssets } from './build-assets.js';

const inputs = hashOfInputs();
const manifest = readManifest();
if (!isCurrent(manifest)) await buildAssets(inputs);

function isCurrent(found: AssetManifest | null): boolean {
  return found?.inputs === inputs && found.files.every((file) => existsSync(join(assetFolder, `${file}.gz`)));
}

/** Hash of all that decides the bundle: the sources of this folder and the exact versions of all packages. */
function hashOfInputs(): string {
  const hash = createHash('sha256').update(readFileSync(projectFile('package-lock.json')));
  const folder = projectFile('server/playground');
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' }).toSorted()) {
    if (/\.(tsx?|css|graphql)$/.test(name)) hash.update(name).update(readFileSync(join(folder, name)));
  }
  return hash.digest('hex');
}
