export * from './outline/document-outline.js';
export * from './outline/outline.js';
