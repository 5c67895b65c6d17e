export * from './calendar-data.js';
export * from './bucket-rules.js';
export * from './calendar-day.js';
export * from './calendar-service.js';
export * from './period-rules.js';
export * from './period-type.js';
export * from './period.js';
export * from './working-day-rules.js';
