export * from './catalogue-data.js';
export * from './catalogue-service.js';
export * from './procedure.js';
export * from './time-limit-rules.js';
export * from './procedure-list.js';
