import { rehearse, toError } from '../schema/base/index.js';
import { JobRequestService, type JobRequest } from '../schema/operations/index.js';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { WorkerContext } from './worker-context.js';

/**
 * Runs what people wished beside the due runs, oldest first, each by one worker and in one transaction with its end; a
 * dry run is taken back and queues no mail. A run that fails changes nothing and is told as failed.
 * @returns how many were taken.
 */
export async function takeRequests(context: WorkerContext, now: Date): Promise<number> {
  let taken = 0;
  while (await takeOne(context, now)) taken += 1;
  return taken;
}

async function takeOne(context: WorkerContext, now: Date): Promise<boolean> {
  const { database, log } = context;
  return database.em.fork().transactional(async (em) => {
    const requests = new JobRequestService(em);
    const request = await requests.hold();
    if (!request) return false;
    const effects = await run(context, em, request, now).catch((thrown: unknown) => {
      log.warn({ error: toError(thrown), job: request.schedule, request: request.id }, 'requested run failed');
      return null;
    });
    await requests.end(request, effects, now);
    return true;
  });
}

async function run(
  { jobs, queue, settings, log }: WorkerContext,
  em: EntityManager,
  { schedule, day, dryRun }: JobRequest,
  now: Date,
): Promise<Record<string, number>> {
  const job = jobs.find((one) => one.schedule.name === schedule);
  if (!job) throw new Error(`no job ${schedule} in this version`);
  const work = (inner: EntityManager) =>
    job.run({
      em: inner,
      day,
      now,
      settings,
      log: log.child({ job: schedule, requested: true, dryRun }),
      enqueueMessages: async (ids) => {
        if (!dryRun) await queue.enqueueMessages(inner, ids);
      },
    });
  return dryRun ? rehearse(em, work) : em.transactional(work);
}
