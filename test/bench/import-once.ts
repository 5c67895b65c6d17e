import 'reflect-metadata';
import { createReadStream } from 'node:fs';
import { parseCivilDate } from '../../schema/base/index.js';
import { importDossiers } from '../../schema/dossiers/index.js';

/** What one import took. */
export interface ImportMeasure {
  readonly seconds: number;
  /** Most memory that the process ever held, in MiB. */
  readonly peakMiB: number;
}

/** Imports a file in the standard format; prints an `ImportMeasure` as JSON. */
const [, , url = '', file = ''] = process.argv;
const started = performance.now();
const { rejected } = await importDossiers({
  url,
  source: createReadStream(file, { highWaterMark: 262_144 }),
  fileName: file,
  actor: 'bench',
  today: parseCivilDate('2026-12-31'),
});
if (rejected > 0) throw new Error(`${rejected} generated rows were rejected`);
const measure: ImportMeasure = {
  seconds: (performance.now() - started) / 1000,
  peakMiB: Math.round(process.resourceUsage().maxRSS / 1024),
};
console.log(JSON.stringify(measure));
