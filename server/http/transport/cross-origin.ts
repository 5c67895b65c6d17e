import cors from 'cors';
import type { RequestHandler } from 'express';

/** How long a browser may remember that it may, in seconds. */
const REMEMBERED_S = 600;

/**
 * Lets pages of the given origins (`https://example.vn`) ask and read answers, and no others: without origins no header
 * is set and browsers refuse. Cookies do not cross: such pages send `Authorization: Bearer …`.
 */
export function crossOrigin(origins: readonly string[]): RequestHandler {
  if (origins.length === 0) return (_request, _response, next) => next();
  return cors({
    origin: [...origins],
    methods: ['GET', 'POST'],
    allowedHeaders: ['authorization', 'content-type', 'apollo-require-preflight', 'x-apollo-operation-name'],
    exposedHeaders: ['idempotent-replayed', 'retry-after'],
    maxAge: REMEMBERED_S,
  });
}
