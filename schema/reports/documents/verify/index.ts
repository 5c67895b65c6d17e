export * from './file-differences.js';
export * from './file-verification-service.js';
export * from './placed-text.js';
export * from './report-file.js';
