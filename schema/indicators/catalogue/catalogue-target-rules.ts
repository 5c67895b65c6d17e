import type { CatalogueMeasure } from '../formula/formula-check-rules.js';
import type { Fraction } from '../evaluation/bounds-rules.js';
import { meetsTarget, type PercentTarget } from '../evaluation/evaluation-rules.js';
import { TargetStatus } from '../values/indicator.js';

/**
 * What was counted, whole numbers. Procedures (LIST: items) by whether they are counted and whether they meet the
 * condition; the letters stand for yes, no and unknown.
 */
export interface CatalogueTally {
  /** Counted and met. */
  readonly yesYes: number;
  /** Counted, not met. */
  readonly yesNo: number;
  /** Counted, unknown whether met. */
  readonly yesUnknown: number;
  /** Unknown whether counted; by whether met. */
  readonly unknownYes: number;
  readonly unknownNo: number;
  readonly unknownUnknown: number;
  /** AVERAGE, TIME_SAVED: what the numerator is made of instead: dossiers, or hours saved. */
  readonly amount: number;
  /** TIME_SAVED: hours in person. AVERAGE: not used. */
  readonly base: number;
  /** AVERAGE: how far dossiers less target times services could fall or rise by the services that are unknown. */
  readonly leastChange: number;
  readonly mostChange: number;
}

/** A value of a catalogue target and how it stands. */
export interface CatalogueOutcome {
  readonly numerator: number;
  readonly denominator: number;
  /** Procedures, of a list items, about which too little is known to count them. */
  readonly unknown: number;
  readonly status: TargetStatus;
}

/**
 * The outcome of a tally. MET and NOT_MET only when no answer to what is unknown could turn it, else NO_DATA. With
 * nothing to count, NOT_APPLICABLE. Exact integers throughout; never a mean of ratios.
 *
 * `bindsTotal`: whether the number of NUMBER, LIST and AVERAGE binds this scope; it binds the province, while of a
 * department only its own items of a list are asked for, all of them.
 */
export function evaluateCatalogueTarget(
  measure: CatalogueMeasure,
  tally: CatalogueTally,
  target: PercentTarget,
  bindsTotal: boolean,
): CatalogueOutcome {
  switch (measure) {
    case 'SHARE':
      return shareOf(tally, target);
    case 'NUMBER':
      return numberOf(tally, target, bindsTotal);
    case 'LIST':
      return listOf(tally, target, bindsTotal);
    case 'AVERAGE':
      return averageOf(tally, target, bindsTotal);
    case 'TIME_SAVED':
      return timeSavedOf(tally, target);
  }
}

/** Between what a value lies, whatever is unknown turns out to be; null when nothing is unknown, or no bound is known. */
export function catalogueBounds(
  measure: CatalogueMeasure,
  tally: CatalogueTally,
  { numerator, unknown }: CatalogueOutcome,
): { readonly lower: Fraction; readonly upper: Fraction } | null {
  if (unknown === 0) return null;
  if (measure === 'NUMBER' || measure === 'LIST') {
    return { lower: { numerator, denominator: 1 }, upper: { numerator: numerator + unknown, denominator: 1 } };
  }
  if (measure !== 'SHARE') return null;
  const [worst, best] = endsOfShare(tally);
  return worst.denominator > 0 && best.denominator > 0 ? { lower: worst, upper: best } : null;
}

/** What is unknown turns out badly, or well: what is met does no harm in a share, what is not counted neither. */
function endsOfShare(tally: CatalogueTally): [Fraction, Fraction] {
  const { yesYes, yesNo, yesUnknown, unknownYes, unknownNo, unknownUnknown } = tally;
  const known = yesYes + yesNo + yesUnknown;
  const bestMet = yesYes + yesUnknown + unknownYes + unknownUnknown;
  return [
    { numerator: yesYes, denominator: known + unknownNo + unknownUnknown },
    { numerator: bestMet, denominator: bestMet + yesNo },
  ];
}

function unknownOf(tally: CatalogueTally): number {
  return tally.yesUnknown + tally.unknownYes + tally.unknownNo + tally.unknownUnknown;
}

function shareOf(tally: CatalogueTally, target: PercentTarget): CatalogueOutcome {
  const { yesYes, yesNo, yesUnknown } = tally;
  const denominator = yesYes + yesNo + yesUnknown;
  const values = { numerator: yesYes, denominator, unknown: unknownOf(tally) };
  if (denominator + values.unknown === 0) return { ...values, status: TargetStatus.NotApplicable };
  const [worst, best] = endsOfShare(tally);
  const atWorst = worst.denominator > 0 && meetsTarget(target, worst.numerator, worst.denominator);
  const atBest = best.denominator === 0 || meetsTarget(target, best.numerator, best.denominator);
  return { ...values, status: verdict(atWorst, atBest) };
}

function numberOf(tally: CatalogueTally, target: PercentTarget, bindsTotal: boolean): CatalogueOutcome {
  const unknown = unknownOf(tally) - tally.unknownNo; // known not to meet it: not counted either way
  const values = { numerator: tally.yesYes, denominator: target.targetValue, unknown };
  if (!bindsTotal) {
    return {
      ...values,
      denominator: tally.yesYes + tally.yesNo + tally.yesUnknown,
      status: TargetStatus.NotApplicable,
    };
  }
  return { ...values, status: verdict(reaches(values.numerator, target), reaches(values.numerator + unknown, target)) };
}

function listOf(tally: CatalogueTally, target: PercentTarget, bindsTotal: boolean): CatalogueOutcome {
  const { yesYes, yesNo, yesUnknown } = tally;
  const known = yesYes + yesNo + yesUnknown;
  if (!bindsTotal) {
    const values = { numerator: yesYes, denominator: known, unknown: yesUnknown };
    if (known === 0) return { ...values, status: TargetStatus.NotApplicable };
    return { ...values, status: verdict(yesYes === known, yesNo === 0) };
  }
  // Items of which no procedure is known could be anything.
  const unknown = yesUnknown + Math.max(0, target.targetValue - known);
  const values = { numerator: yesYes, denominator: Math.max(target.targetValue, known), unknown };
  return { ...values, status: verdict(reaches(yesYes, target), reaches(yesYes + unknown, target)) };
}

function averageOf(tally: CatalogueTally, target: PercentTarget, bindsTotal: boolean): CatalogueOutcome {
  const services = tally.yesYes;
  const unknown = unknownOf(tally);
  const values = { numerator: tally.amount, denominator: services, unknown };
  if (!bindsTotal || services + unknown === 0) return { ...values, status: TargetStatus.NotApplicable };
  const surplus = tally.amount - target.targetValue * services;
  return {
    ...values,
    status: verdict(surplus + tally.leastChange >= 0 && services > 0, surplus + tally.mostChange >= 0),
  };
}

function timeSavedOf(tally: CatalogueTally, target: PercentTarget): CatalogueOutcome {
  const unknown = unknownOf(tally) + tally.yesNo; // no limit known: nothing can be said of the time
  const values = { numerator: tally.amount, denominator: tally.base, unknown };
  if (tally.base + unknown === 0) return { ...values, status: TargetStatus.NotApplicable };
  if (unknown > 0) return { ...values, status: TargetStatus.NoData };
  return { ...values, status: meetsTarget(target, tally.amount, tally.base) ? TargetStatus.Met : TargetStatus.NotMet };
}

/** Whether a number meets a target that is a number itself. */
function reaches(number: number, { comparator, targetValue }: PercentTarget): boolean {
  return meetsTarget({ comparator, targetValue: targetValue * 100 }, number, 1);
}

function verdict(atWorst: boolean, atBest: boolean): TargetStatus {
  if (atWorst) return TargetStatus.Met;
  return atBest ? TargetStatus.NoData : TargetStatus.NotMet;
}
