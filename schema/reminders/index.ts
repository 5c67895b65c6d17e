export * from './message.js';
export * from './reminder.js';
