import { PlanError } from './errors.js';
import { isUuid } from './uuid.js';

/** What an opaque global id stands for. */
export interface GlobalId {
  readonly type: string;
  readonly key: string;
}

/** The opaque id a client sees: type and key in base64url, so that ids of two types never collide. */
export function toGlobalId(type: string, key: string): string {
  return Buffer.from(`${type}:${key}`, 'utf8').toString('base64url');
}

/** Type and key of an opaque id. @throws PlanError INVALID_INPUT when it was not made by `toGlobalId`. */
export function fromGlobalId(id: string): GlobalId {
  const text = Buffer.from(id, 'base64url').toString('utf8');
  const colon = text.indexOf(':');
  const [type, key] = [text.slice(0, colon), text.slice(colon + 1)];
  if (colon < 1 || !isUuid(key) || toGlobalId(type, key) !== id) {
    throw new PlanError('INVALID_INPUT', 'Mã định danh (id) không hợp lệ.', { id });
  }
  return { type, key };
}
