export * from './schedules.js';
export * from './slot-forecast-rules.js';
export * from './slot-list.js';
export * from './slot-rules.js';
export * from './slot-service.js';
export * from './slot.js';
