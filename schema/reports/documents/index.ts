export * from './file-name-rules.js';
export * from './formats.js';
export * from './outline/document-outline.js';
export * from './outline/outline.js';
export * from './verify/index.js';
