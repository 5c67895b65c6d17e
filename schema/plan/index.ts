export * from './clause.js';
export * from './deadline-rule.js';
export * from './deadline.js';
export * from './duty.js';
export * from './plan.js';
export * from './target.js';
export * from './task.js';
