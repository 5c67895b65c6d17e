export * from './audit-seal.js';
export * from './chain-rules.js';
export * from './chain-service.js';
