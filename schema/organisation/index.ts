export * from './post.js';
export * from './province.js';
export * from './unit.js';
