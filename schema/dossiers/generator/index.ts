export * from './generate-dossiers.js';
export type { GeneratorProcedure, GeneratorUnit } from './procedure-mix.js';
