export * from './procedure.js';
