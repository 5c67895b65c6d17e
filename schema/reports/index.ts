export * from './report-content.js';
export * from './report.js';
export * from './report-list.js';
export * from './report-content-rules.js';
export * from './report-service.js';
export * from './report-transition-rules.js';
