import { Router } from 'express';
import { sql } from 'kysely';
import { rowsOf } from '../../schema/base/index.js';
import type { Database } from '../../schema/database.js';

/** `/healthz`: the process answers. `/readyz`: the database answers it too, else 503. */
export function healthRouter(database: Database): Router {
  const router = Router();
  router.get('/healthz', (_request, response) => void response.json({ status: 'ok' }));
  router.get('/readyz', async (_request, response) => {
    try {
      await rowsOf(database.em.fork(), sql`select 1`);
      response.json({ status: 'ready' });
    } catch {
      response.status(503).json({ status: 'unavailable', reason: 'Không kết nối được cơ sở dữ liệu.' });
    }
  });
  return router;
}
