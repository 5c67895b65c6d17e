export { guardFormula, unguardFormula } from './cell-rules.js';
export * from './table-file.js';
export * from './table-rows.js';
export * from './table-exchange.js';
export * from './table-import-service.js';
