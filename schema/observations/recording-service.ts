import type { EntityManager } from '@mikro-orm/postgresql';
import { sql } from 'kysely';
import { AuditService } from '../audit/index.js';
import { readModelOf, rowsOf } from '../base/index.js';
import type { BindableUnit } from '../plan/index.js';
import { MeasureService } from './measure-service.js';
import { currentObservations } from './observation-reads.js';
import { placeKey, placeOf, type ObservationEntry, type ObservationFacts } from './observation-rules.js';
import { Observation } from './observation.js';
import {
  judge,
  keyOf,
  place,
  type Judgement,
  type Placed,
  type Recordable,
  type Recording,
  type RecordingAct,
  type Surroundings,
} from './recording-rules.js';

/** Records observations; what was recorded before stays as earlier revisions. */
export class RecordingService {
  constructor(private readonly em: EntityManager) {}

  /**
   * Records entries one by one, each in a savepoint of its own, and tells of each in the order given. An entry that says
   * what is stored already changes nothing and is told as recorded, whatever revision it expects, so that a sender whom
   * the answer did not reach can send it again. Must run in a transaction.
   */
  async record(entries: readonly ObservationEntry[], act: RecordingAct): Promise<Recording[]> {
    const around = await this.surroundings(act);
    const placed = entries.map((entry) => place(entry, around));
    const stored = await this.currentOf(placed);
    const told: Recording[] = [];
    for (const one of placed) {
      const recording = await this.take(judge(one, stored, act), act);
      const current = recording.kind === 'RECORDED' ? recording.observation : null;
      // Two entries of one request for one place: the second meets what the first has left.
      if (current) stored.set(placeKey(placeOf(current)), current);
      told.push(recording);
    }
    return told;
  }

  /** What entries would come to; stores nothing. An entry is judged beside what is stored, not beside other entries. */
  async judge(entries: readonly ObservationEntry[], act: RecordingAct): Promise<Judgement[]> {
    const around = await this.surroundings(act);
    const placed = entries.map((entry) => place(entry, around));
    const stored = await this.currentOf(placed);
    return placed.map((one) => judge(one, stored, act));
  }

  /** Stores what was judged new, audited, in few statements; the rest is left out. Must run in a transaction. */
  async storeAll(judged: readonly Judgement[], act: RecordingAct): Promise<Observation[]> {
    return this.store(
      judged.filter((one) => one.kind === 'NEW'),
      act,
    );
  }

  /** Keeps others from recording until the transaction ends: what is judged now is still right when it is stored. */
  async holdForChange(): Promise<void> {
    await rowsOf(this.em, sql`lock table observation in share row exclusive mode`);
  }

  private async take(judged: Judgement, act: RecordingAct): Promise<Recording> {
    if (judged.kind === 'SAME') return { kind: 'RECORDED', observation: judged.stored, isNew: false };
    if (judged.kind !== 'NEW') return judged;
    const [observation] = await this.em.transactional((em) => new RecordingService(em).store([judged], act));
    if (observation) return { kind: 'RECORDED', observation, isNew: true };
    // Another transaction has taken this revision since it was judged, and has been committed.
    const key = keyOf(judged);
    const stored = (await currentObservations(this.em, [key])).get(key) ?? null;
    return { kind: 'CONFLICT', entry: judged.entry, stored };
  }

  private async surroundings(act: RecordingAct): Promise<Surroundings> {
    const units = await rowsOf(
      this.em,
      sql<BindableUnit>`select id, code, kind, valid_from::text as "validFrom", valid_to::text as "validTo" from unit`,
    );
    const measures = await new MeasureService(this.em).all();
    return {
      units: new Map(units.map((unit) => [unit.code, unit])),
      measures: Map.groupBy(measures, ({ code }) => code),
      act,
    };
  }

  private async currentOf(placed: readonly (Placed | Judgement)[]): Promise<Map<string, Observation>> {
    const keys = placed.flatMap((one) => ('measure' in one ? [keyOf(one)] : []));
    return keys.length === 0 ? new Map() : currentObservations(this.em, keys);
  }

  private async store(judged: readonly Recordable[], act: RecordingAct): Promise<Observation[]> {
    if (judged.length === 0) return [];
    const model = readModelOf(this.em, Observation);
    const rows = await rowsOf(
      this.em,
      sql<Readonly<Record<string, unknown>>>`insert into observation (unit_id, measure_code, scheme, period_id,
          period_from, period_to, value, missing_reason, note, evidence, revision, synthetic, recorded_by)
        select unit_id, measure_code, scheme, period_id, period_from, period_to, value, missing_reason, note, evidence,
          revision, ${act.synthetic}, ${act.actor}
        from jsonb_to_recordset(${JSON.stringify(judged.map(rowOf))}::jsonb) as sent (unit_id uuid, measure_code text,
          scheme text, period_id text, period_from date, period_to date, value bigint, missing_reason text, note text,
          evidence text, revision int)
        on conflict do nothing returning ${model.columns('observation')}`,
    );
    const stored = rows.map((row) => model.read(row));
    const before = new Map(judged.map((one) => [keyOf(one), one]));
    await new AuditService(this.em).recordChanges(
      stored.map((observation) => changeOf(observation, before.get(placeKey(placeOf(observation))) ?? null, act)),
    );
    return stored;
  }
}

function rowOf({ entry, unitId, period, before }: Recordable) {
  const { value, missingReason, note, evidence, measure } = entry;
  return {
    unit_id: unitId,
    measure_code: measure,
    scheme: period.scheme,
    period_id: period.id,
    period_from: period.from,
    period_to: period.to,
    value,
    missing_reason: missingReason,
    note,
    evidence,
    revision: (before?.revision ?? 0) + 1,
  };
}

function changeOf(observation: Observation, recorded: Recordable | null, { actor, reason }: RecordingAct) {
  const { measureCode, periodId } = observation;
  const about = { unit: recorded?.entry.unit ?? null, measure: measureCode, period: periodId };
  const before = recorded?.before ?? null;
  return {
    actor,
    action: 'OBSERVATION_RECORDED',
    subjectType: 'Observation',
    subjectId: observation.id,
    before: before && { ...about, ...factsOf(before) },
    after: { ...about, ...factsOf(observation) },
    reason,
  };
}

function factsOf({ value, missingReason, note, evidence, revision }: ObservationFacts & { readonly revision: number }) {
  return { value, missingReason, note, evidence, revision };
}
