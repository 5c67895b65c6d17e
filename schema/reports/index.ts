export * from './report-content.js';
export * from './report.js';
