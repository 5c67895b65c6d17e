export * from './audit-change-rules.js';
export * from './audit-entry.js';
export * from './audit-list.js';
export * from './audit-service.js';
export * from './chain/index.js';
