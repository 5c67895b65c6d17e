export { guardFormula, unguardFormula } from './cell-rules.js';
export { FileRefusal } from './file-refusal.js';
export { unpackXlsx } from './xlsx-archive.js';
export * from './table-file.js';
export * from './table-rows.js';
export * from './table-exchange.js';
export * from './table-import-service.js';
export * from './table-export-record.js';
