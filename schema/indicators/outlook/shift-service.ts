import type { EntityManager } from '@mikro-orm/postgresql';
import { sql, type RawBuilder } from 'kysely';
import { addDays, rowsOf, type CivilDate, type DayRange } from '../../base/index.js';
import { proceduresOn, ServiceLevel } from '../../catalogue/index.js';
import { restatedUnits } from '../../organisation/index.js';
import type { ShiftCandidate } from './shift-rules.js';

/** Dossiers that could have counted as full process, by procedure, in name order. */
export interface ShiftCandidates {
  /** In-person and postal dossiers of procedures provided at full process. */
  readonly full: readonly ShiftCandidate[];
  /** Dossiers of any channel of procedures provided partly online, which would have to be raised first. */
  readonly partial: readonly ShiftCandidate[];
}

/** Which dossiers are asked for. */
export interface ShiftQuery {
  readonly range: DayRange;
  /** Only dossiers of procedures eligible for full process: those in the denominator of the first ratio. */
  readonly eligibleOnly: boolean;
  readonly restatedOn: CivilDate | null;
}

/** Whether shifting dossiers to online can close the gap of an indicator, and then of which; null when it cannot. */
export function shiftsEligibleOnly(indicatorCode: string): boolean | null {
  return ELIGIBLE_ONLY.get(indicatorCode) ?? null;
}

/** Source: Kế hoạch 457/KH-UBND, II.1.9: the two full-process ratios and their denominators. */
const ELIGIBLE_ONLY: ReadonlyMap<string, boolean> = new Map([
  ['FULL_PROCESS_OF_ELIGIBLE', true],
  ['FULL_PROCESS_OF_RESOLVED', false],
]);

interface CandidateRow extends ShiftCandidate {
  readonly key: string;
  readonly level: ServiceLevel;
}

/**
 * Finds the dossiers that were resolved in a range and did not count as full process. The service level is that of the
 * range's last day: what is to be shifted from now on; procedures that no longer exist then are left out.
 */
export class ShiftService {
  constructor(private readonly em: EntityManager) {}

  /** Candidates by unit id; a unit without any is missing. One statement. */
  ofUnits(unitIds: readonly string[], query: ShiftQuery): Promise<Map<string, ShiftCandidates>> {
    const { restatedOn } = query;
    const ids = sql`${[...unitIds]}::uuid[]`;
    return restatedOn
      ? this.read(
          sql`counted.unit_id`,
          sql`join ${restatedUnits(restatedOn)} counted on counted.source_id = d.resolving_unit_id`,
          sql`counted.unit_id = any(${ids})`,
          query,
        )
      : this.read(sql`d.resolving_unit_id`, sql``, sql`d.resolving_unit_id = any(${ids})`, query);
  }

  /** Candidates by province id. One statement. */
  ofProvinces(provinceIds: readonly string[], query: ShiftQuery): Promise<Map<string, ShiftCandidates>> {
    const unit = sql`join unit on unit.id = d.resolving_unit_id`;
    return this.read(sql`unit.province_id`, unit, sql`unit.province_id = any(${[...provinceIds]}::uuid[])`, query);
  }

  /** Candidates by procedure id: of each only the procedure itself. One statement. */
  ofProcedures(procedureIds: readonly string[], query: ShiftQuery): Promise<Map<string, ShiftCandidates>> {
    return this.read(sql`d.procedure_id`, sql``, sql`d.procedure_id = any(${[...procedureIds]}::uuid[])`, query);
  }

  private async read(
    key: RawBuilder<unknown>,
    join: RawBuilder<unknown>,
    scope: RawBuilder<unknown>,
    { range, eligibleOnly }: ShiftQuery,
  ): Promise<Map<string, ShiftCandidates>> {
    // What counts as resolved and as eligible is said by `dossier_flow` alone; the days only lead to the rows.
    const rows = await rowsOf(
      this.em,
      sql<CandidateRow>`select ${key} as key, procedure.id as "procedureId", procedure.service_level as level,
          count(*)::int as available
        from dossier d cross join lateral dossier_flow(d) flow
          join ${proceduresOn(addDays(range.to, -1))} on procedure.id = d.procedure_id ${join}
        where ${scope} and d.finished_on >= ${range.from}::date and d.finished_on < ${range.to}::date
          and flow.resolved_early + flow.resolved_on_time + flow.resolved_late = 1 and flow.full_process = 0
          and (flow.eligible = 1 or not ${eligibleOnly}::boolean)
          and (procedure.service_level = ${ServiceLevel.Partial}
            or procedure.service_level = ${ServiceLevel.Full} and d.channel <> 'ONLINE')
        group by ${key}, procedure.id, procedure.service_level, procedure.name, procedure.code
        order by procedure.name collate "vi-x-icu", procedure.code collate "C"`,
    );
    const byKey = Map.groupBy(rows, (row) => row.key);
    return new Map([...byKey].map(([id, found]) => [id, candidatesOf(found)]));
  }
}

function candidatesOf(rows: readonly CandidateRow[]): ShiftCandidates {
  const of = (wanted: ServiceLevel) =>
    rows.filter(({ level }) => level === wanted).map(({ procedureId, available }) => ({ procedureId, available }));
  return { full: of(ServiceLevel.Full), partial: of(ServiceLevel.Partial) };
}
