/** A procedure with dossiers that could have counted. */
export interface ShiftCandidate {
  readonly procedureId: string;
  /** Dossiers of the scope and period that would count if they were shifted; 1 or more. */
  readonly available: number;
}

/** One step of closing a gap. */
export interface Shift extends ShiftCandidate {
  /** How many of the available dossiers the gap still takes; fewer than available at the last step only. */
  readonly dossiers: number;
  /** Gap left after this step, dossiers; 0 at the last step of a list that closes it. */
  readonly gapLeft: number;
}

/** The shortest list of shifts, and the gap that stays when all candidates are shifted (then `shifts` is null). */
export interface ShiftList {
  readonly shifts: readonly Shift[] | null;
  /** Dossiers that no shift can bring; 0 when the list closes the gap. */
  readonly remaining: number;
}

/**
 * The fewest procedures whose dossiers, shifted, close a gap: no shorter list does, because those with the most dossiers
 * go first. Equal ones keep their order, so give them in name order. Empty when the gap is 0.
 *
 * A shift adds to the numerator alone: the dossier was in the denominator before, and stays there.
 */
export function shortestShifts(candidates: readonly ShiftCandidate[], gap: number): ShiftList {
  const shifts: Shift[] = [];
  let gapLeft = gap;
  for (const candidate of candidates.toSorted((a, b) => b.available - a.available)) {
    if (gapLeft === 0) break;
    const dossiers = Math.min(candidate.available, gapLeft);
    gapLeft -= dossiers;
    shifts.push({ ...candidate, dossiers, gapLeft });
  }
  return { shifts: gapLeft === 0 ? shifts : null, remaining: gapLeft };
}
