import { rmSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { build, type BuildOptions, type Metafile } from 'esbuild';
import { projectFile } from '../../schema/base/index.js';
import { assetFolder, manifestFile, type AssetManifest } from './assets.js';
import { leanStyles } from './lean-styles.js';
import { readSavedQueries } from './saved-queries.js';
import { vietnameseInterface } from './vietnamese-interface.js';

const sharedOptions = {
  absWorkingDir: projectFile('.'),
  bundle: true,
  minify: true,
  metafile: true,
  platform: 'browser',
  target: 'es2022',
  outdir: assetFolder,
  entryNames: '[name]-[hash]',
  chunkNames: 'part-[hash]',
  logLevel: 'warning',
  legalComments: 'none',
} satisfies BuildOptions;

/** Workers of the editor; the key is the label under which the editor asks for one. */
const workerEntries = {
  editor: 'node_modules/monaco-editor/esm/vs/editor/editor.worker.js',
  json: 'node_modules/monaco-editor/esm/vs/language/json/json.worker.js',
  graphql: 'node_modules/monaco-graphql/esm/graphql.worker.js',
};

/** Bundles the playground anew into the asset folder, with compressed copies; `inputs` goes into the manifest. */
export async function buildAssets(inputs: string): Promise<AssetManifest> {
  rmSync(assetFolder, { recursive: true, force: true });
  await mkdir(assetFolder, { recursive: true });
  const workers = await buildWorkers();
  const page = await build({
    ...sharedOptions,
    entryPoints: { playground: 'server/playground/client/main.tsx' },
    format: 'esm',
    splitting: true,
    jsx: 'automatic',
    plugins: [vietnameseInterface, leanStyles],
    define: {
      WORKER_FILES: JSON.stringify(Object.fromEntries(workers.files)),
      SAVED_QUERIES: JSON.stringify(readSavedQueries()),
    },
  });
  const manifest: AssetManifest = {
    inputs,
    script: outputOf(page.metafile, 'playground', '.js'),
    style: outputOf(page.metafile, 'playground', '.css'),
    files: [...outputNames(page.metafile), ...outputNames(workers.metafile)],
  };
  await Promise.all(manifest.files.map(compress));
  // Last, so that a manifest stands only beside a complete bundle.
  await writeFile(join(assetFolder, manifestFile), JSON.stringify(manifest, null, 2));
  return manifest;
}

async function buildWorkers() {
  const { metafile } = await build({ ...sharedOptions, entryPoints: workerEntries, format: 'iife' });
  const files = Object.keys(workerEntries).map((label) => [label, outputOf(metafile, label, '.js')] as const);
  return { metafile, files };
}

function outputNames(metafile: Metafile): string[] {
  return Object.keys(metafile.outputs).map((path) => basename(path));
}

function outputOf(metafile: Metafile, entry: string, extension: string): string {
  const name = outputNames(metafile).find((file) => file.startsWith(`${entry}-`) && file.endsWith(extension));
  if (!name) throw new Error(`esbuild made no ${entry}${extension}`);
  return name;
}

async function compress(file: string): Promise<void> {
  const path = join(assetFolder, file);
  const content = await readFile(path);
  const [br, gz] = await Promise.all([
    // 9 takes a tenth of the time of the highest level and gives files a few per cent larger.
    promisify(brotliCompress)(content, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }),
    promisify(gzip)(content, { level: 9 }),
  ]);
  await Promise.all([writeFile(`${path}.br`, br), writeFile(`${path}.gz`, gz)]);
}
