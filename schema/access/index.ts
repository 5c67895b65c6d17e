export * from './role.js';
export * from './sign-in-attempt.js';
export * from './token.js';
export * from './user.js';
