import { Router } from 'express';
import { toError, type Log } from '../../schema/base/index.js';
import type { Database } from '../../schema/database.js';
import { operationsChecks, StatusService } from '../../schema/operations/index.js';
import { allSchedules } from '../../schema/slots/index.js';

/** What health is told from. */
export interface HealthParts {
  readonly database: Database;
  readonly clock: () => Date;
  readonly log: Log;
}

/**
 * `/healthz`: the process answers; for who decides whether to send it requests. `/readyz`: everything runs – database,
 * due runs, outbox, mail server, clocks – else 503 with the checks; for who is to be alarmed.
 */
export function healthRouter({ database, clock, log }: HealthParts): Router {
  const router = Router();
  router.get('/healthz', (_request, response) => void response.json({ status: 'ok' }));
  router.get('/readyz', async (_request, response) => {
    try {
      const { facts, now } = await new StatusService(database.em.fork()).facts(allSchedules, clock);
      const checks = operationsChecks(facts, now);
      const isReady = checks.every(({ ok }) => ok);
      response.status(isReady ? 200 : 503).json({ status: isReady ? 'ready' : 'degraded', checks });
    } catch (thrown) {
      log.warn({ error: toError(thrown) }, 'readiness could not be told');
      response.status(503).json({ status: 'unavailable', reason: 'Không kết nối được cơ sở dữ liệu.' });
    }
  });
  return router;
}
