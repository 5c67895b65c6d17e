export * from './measure.js';
export * from './observation.js';
export * from './measure-data.js';
export * from './measure-service.js';
export * from './observation-service.js';
