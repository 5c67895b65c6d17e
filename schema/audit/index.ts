export * from './audit-entry.js';
export * from './audit-service.js';
