export * from './html-of.js';
