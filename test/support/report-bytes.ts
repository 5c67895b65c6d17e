import 'reflect-metadata';
import { createHash } from 'node:crypto';
import { REPORT_FORMATS, renderReport } from '../../schema/reports/index.js';
import { provinceDocument } from './report-documents.js';

/** Run as a program: prints the hash of every file of one report, a line each. */
for (const format of REPORT_FORMATS) {
  const bytes = await renderReport(provinceDocument(), 'ab'.repeat(32), format);
  console.log(`${format} ${createHash('sha256').update(bytes).digest('hex')}`);
}
