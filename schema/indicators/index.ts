export * from './definitions.js';
export * from './evaluation-rules.js';
export * from './indicator.js';
export * from './ranking-rules.js';
export * from './target-rules.js';
export * from './indicator-service.js';
export * from './indicator-value.js';
