export * from './import-profile.js';
export * from './profile-service.js';
export * from './rule-service.js';
export * from './validation-rule.js';
export { FILE_FORMATS, type FileFormat } from './profile-shape.js';
export { REASON_COLUMN } from './header-rules.js';
