export * from './slot-rules.js';
export * from './slot-service.js';
export * from './slot.js';
