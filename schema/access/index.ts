export * from './account-service.js';
export * from './policy.js';
export * from './role.js';
export * from './schema-policy.js';
export * from './sign-in-attempt.js';
export * from './token.js';
export * from './user.js';
export * from './viewer.js';
