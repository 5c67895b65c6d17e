export * from './dossier-import.js';
export * from './dossier.js';
export * from './rollup.js';
export * from './statistics-service.js';
export * from './statistics.js';
