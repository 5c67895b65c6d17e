export * from './civil-date.js';
export * from './env.js';
export * from './errors.js';
export * from './global-id.js';
export * from './log.js';
export * from './project-file.js';
