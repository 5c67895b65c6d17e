export * from './delivery-rules.js';
export * from './digest-rules.js';
export * from './ladder-rules.js';
export * from './message.js';
export * from './outbox-service.js';
export * from './reminder-service.js';
export * from './reminder.js';
export * from './text-rules.js';
