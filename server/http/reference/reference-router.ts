import { createHash } from 'node:crypto';
import { Router } from 'express';
import type { GraphQLSchema } from 'graphql';
import { compressed } from '../transport/compressed.js';
import { referencePage } from './reference-page.js';
import { REFERENCE_STYLE } from './reference-style.js';

const STYLE_HASH = createHash('sha256').update(REFERENCE_STYLE).digest('base64');
const HEADERS = {
  'Content-Security-Policy': `default-src 'none'; style-src 'sha256-${STYLE_HASH}'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
  'Cache-Control': 'no-cache',
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
};

/** The reference of a schema at the path it is mounted under; made when it is first asked for. */
export function referenceRouter(schema: GraphQLSchema): Router {
  let page: string | null = null;
  const router = Router();
  router.get('/', compressed(), (_request, response) => {
    page ??= referencePage(schema);
    response.set(HEADERS).type('html').send(page);
  });
  return router;
}
