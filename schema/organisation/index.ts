export * from './post.js';
export * from './province.js';
export * from './unit.js';
export * from './organisation-data.js';
export * from './organisation-service.js';
export * from './unit-list.js';
export * from './post-service.js';
