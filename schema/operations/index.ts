export * from './job-request.js';
export * from './job-request-service.js';
export * from './status-rules.js';
export * from './status-service.js';
