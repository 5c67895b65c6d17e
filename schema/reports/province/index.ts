export * from './province-timing-rules.js';
export * from './reporting-rules.js';
export * from './reporting-service.js';
export * from './consolidation-rules.js';
export * from './consolidation-service.js';
export * from './province-draft-service.js';
