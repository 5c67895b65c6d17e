import type { EntityManager } from '@mikro-orm/postgresql';
import { assertAllowed, type Viewer } from '../access/index.js';
import { AuditService } from '../audit/index.js';
import { isUuid, PlanError, type CivilDate } from '../base/index.js';
import { LockMode } from '@mikro-orm/core';
import { allSchedules } from '../slots/index.js';
import { JobRequest, JobRequestState } from './job-request.js';

/** What somebody wishes to be run. */
export interface WishedRun {
  readonly schedule: string;
  readonly day: CivilDate;
  readonly dryRun: boolean;
}

/** Runs that people wish, handed from the server to whichever worker comes first. */
export class JobRequestService {
  constructor(private readonly em: EntityManager) {}

  /**
   * Writes a wish down; a worker takes it at its next tick.
   * @throws PlanError UNAUTHENTICATED, FORBIDDEN; INVALID_INPUT when there is no such schedule; CONFLICT when the same
   *   is already waiting.
   */
  async request({ schedule, day, dryRun }: WishedRun, viewer: Viewer, now: Date): Promise<JobRequest> {
    assertAllowed(viewer, 'RUN_JOB');
    if (!allSchedules.some(({ name }) => name === schedule)) {
      const names = allSchedules.map(({ name }) => name).join(', ');
      throw new PlanError('INVALID_INPUT', `Không có lịch «${schedule}»; các lịch: ${names}.`, { field: 'schedule' });
    }
    const same = { schedule, day, dryRun, state: JobRequestState.Queued };
    if ((await this.em.count(JobRequest, same)) > 0) {
      throw new PlanError('CONFLICT', 'Yêu cầu này đang chờ worker nhận.', { field: 'schedule' });
    }
    const request = this.em.create(JobRequest, {
      ...same,
      requestedBy: viewer.email,
      requestedAt: now,
      endedAt: null,
      effects: null,
    });
    await this.em.flush();
    await new AuditService(this.em).record({
      actor: viewer.email,
      action: dryRun ? 'JOB_REHEARSED' : 'JOB_REQUESTED',
      subjectType: 'JobRequest',
      subjectId: request.id,
      details: { schedule, day },
    });
    return request;
  }

  /** A request by its id. @throws PlanError NOT_FOUND. */
  async find(id: string): Promise<JobRequest> {
    const request = isUuid(id) ? await this.em.findOne(JobRequest, { id }) : null;
    if (!request) throw new PlanError('NOT_FOUND', 'Không có yêu cầu này.', { field: 'id' });
    return request;
  }

  /** The oldest request that waits and that no other worker holds, locked for this transaction; null when none waits. */
  async hold(): Promise<JobRequest | null> {
    const [request] = await this.em.find(
      JobRequest,
      { state: JobRequestState.Queued },
      { orderBy: { id: 'asc' }, limit: 1, lockMode: LockMode.PESSIMISTIC_PARTIAL_WRITE },
    );
    return request ?? null;
  }

  /** Ends a request that this transaction holds; `effects` null: it failed. */
  async end(request: JobRequest, effects: Record<string, number> | null, now: Date): Promise<void> {
    const state = effects ? JobRequestState.Done : JobRequestState.Failed;
    this.em.assign(request, { state, effects, endedAt: now });
    await this.em.flush();
  }
}
