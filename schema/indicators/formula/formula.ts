import type { ProcedureGroup } from '../../catalogue/index.js';
import type { StatisticsCounts } from '../../dossiers/index.js';

/** Statements about a procedure that are true, false, or unknown. */
export const PROCEDURE_CONDITIONS = [
  'PUBLISHED_NATIONAL',
  'PUBLISHED_PROVINCE',
  'ONLINE',
  'FULL',
  'RESTRUCTURED',
  'EFORM',
  'BOUNDARY_INDEPENDENT',
  'ENTERPRISE',
  'PAYMENT_OBLIGATION',
  'PAYMENT_INTEGRATED',
  'ELECTRONIC_RESULT',
  'DATA_REUSE',
  'ELIGIBLE',
  'HAS_DOSSIERS',
  'BOTH_LIMITS',
] as const;

/** A statement about a procedure. */
export type ProcedureCondition = (typeof PROCEDURE_CONDITIONS)[number];

/**
 * What can be taken from the procedures in force that meet conditions: how many there are (count, list: items of a list
 * all of whose procedures meet them), the dossiers they received in a year, the hours by which their online limits are
 * shorter than those in person, and those hours in person.
 */
export const CATALOGUE_AMOUNTS = ['count', 'list', 'dossiers', 'hoursSaved', 'hoursInPerson'] as const;

/** A way of adding procedures up. */
export type CatalogueAmount = (typeof CATALOGUE_AMOUNTS)[number];

/** A count of the dossiers of the period: `dossier.fullProcess`. */
export interface DossierTerm {
  readonly kind: 'DOSSIER';
  readonly count: keyof StatisticsCounts;
}

/** Procedures in force: `catalogue.count(FULL of ELIGIBLE)`, those of `of` that also meet `met`; all must hold. */
export interface CatalogueTerm {
  readonly kind: 'CATALOGUE';
  readonly amount: CatalogueAmount;
  /** The list, for `list`. */
  readonly group: ProcedureGroup | null;
  readonly met: readonly ProcedureCondition[];
  readonly of: readonly ProcedureCondition[];
}

/** An observed measure: `observed.STAFF`. */
export interface ObservedTerm {
  readonly kind: 'OBSERVED';
  readonly measure: string;
}

/** A whole number, 0 or more. */
export interface ConstantTerm {
  readonly kind: 'CONSTANT';
  readonly value: number;
}

/** What sums are made of. */
export type Term = DossierTerm | CatalogueTerm | ObservedTerm | ConstantTerm;

/** A term that is added or taken away. */
export interface SignedTerm {
  readonly sign: 1 | -1;
  readonly term: Term;
}

/** Terms added up; never empty. */
export type Sum = readonly SignedTerm[];

/** A number, or a ratio of two: nothing else can be said, so that every value can be taken apart again. */
export interface Formula {
  readonly numerator: Sum;
  /** Null when the value is the numerator itself. */
  readonly denominator: Sum | null;
}

/** Why a formula is refused, and at which character of it (from 1). */
export interface FormulaProblem {
  readonly column: number;
  /** Vietnamese. */
  readonly message: string;
}

/** Every term of a formula, the numerator's first. */
export function termsOf({ numerator, denominator }: Formula): Term[] {
  return [...numerator, ...(denominator ?? [])].map(({ term }) => term);
}
