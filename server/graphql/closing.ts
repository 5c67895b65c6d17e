import { addDays } from '../../schema/base/index.js';
import { proceduresById, type Procedure } from '../../schema/catalogue/index.js';
import {
  ClosingProcedures,
  shiftsEligibleOnly,
  ShiftService,
  shortestShifts,
  TargetStatus,
  type IndicatorValue,
  type ProcedureShift,
  type ShiftCandidates,
  type ShiftQuery,
} from '../../schema/indicators/index.js';
import type { RequestContext } from '../context.js';
import { originOf, type FigureOrigin } from './figure-origin.js';

const NO_CANDIDATES: ShiftCandidates = { full: [], partial: [] };

/** The shortest list that closes a value's gap; null when the indicator, the target or the counts know no such list. */
export async function closingProceduresOf(
  value: IndicatorValue,
  context: RequestContext,
): Promise<ClosingProcedures | null> {
  const origin = originOf(value);
  const eligibleOnly = shiftsEligibleOnly(value.indicator.code);
  const { gapToTarget: gap, status } = value;
  // A gap of 0 that is not met is an exact target passed: no further dossier mends it.
  const beyond = gap === 0 && status === TargetStatus.NotMet;
  if (!origin || eligibleOnly === null || gap === null || beyond) return null;
  const candidates = gap === 0 ? NO_CANDIDATES : await candidatesOf(origin, eligibleOnly, context);
  if (!candidates) return null;
  const { full, partial } = candidates;
  const now = shortestShifts(full, gap);
  const raised = shortestShifts(partial, now.remaining);
  return new ClosingProcedures({ gap, now, raised, asOf: addDays(origin.range.to, -1) });
}

/** The procedure of a shift; those of all lists of a request are read together. */
export async function shiftedProcedure(
  { procedureId, asOf }: ProcedureShift,
  { em, loaders }: RequestContext,
): Promise<Procedure> {
  const read = (ids: readonly string[]) => proceduresById(em, ids, asOf);
  const procedure = await loaders.load(`procedure by id ${asOf}`, procedureId, read);
  if (!procedure) throw new Error(`Procedure ${procedureId} is to be shifted but not stored on ${asOf}`);
  return procedure;
}

/** Null for a procedure at one unit, of which no indicators are asked for. */
async function candidatesOf(
  { scope, range, restated }: FigureOrigin,
  eligibleOnly: boolean,
  { em, loaders, day }: RequestContext,
): Promise<ShiftCandidates | null> {
  const service = new ShiftService(em);
  const query: ShiftQuery = {
    range: { from: range.from, to: range.to },
    eligibleOnly,
    restatedOn: restated ? day : null,
  };
  const load = (kind: string, id: string, batch: (ids: readonly string[]) => Promise<Map<string, ShiftCandidates>>) =>
    loaders.load(`shifts of ${kind} ${JSON.stringify(query)}`, id, batch);
  if ('unit' in scope) {
    return (await load('unit', scope.unit.id, (ids) => service.ofUnits(ids, query))) ?? NO_CANDIDATES;
  }
  if ('province' in scope) {
    return (await load('province', scope.province.id, (ids) => service.ofProvinces(ids, query))) ?? NO_CANDIDATES;
  }
  if (!('procedure' in scope)) return null;
  return (await load('procedure', scope.procedure.id, (ids) => service.ofProcedures(ids, query))) ?? NO_CANDIDATES;
}
