import type { StatisticsCounts } from '../../dossiers/index.js';
import { termsOf, type CatalogueTerm, type Formula, type Sum, type Term } from './formula.js';
import { printTerm } from './formula-printer.js';

/** What the terms of a sum count, in Vietnamese. Only what counts the same can be added. */
export type Dimension = string;

/** Dimensions of the observed measures by code. */
export type MeasureDimensions = ReadonlyMap<string, Dimension>;

const RATINGS: readonly (keyof StatisticsCounts)[] = ['rated', 'satisfied'];
const CATALOGUE_DIMENSIONS: Readonly<Record<CatalogueTerm['amount'], Dimension>> = {
  count: 'thủ tục',
  list: 'mục của danh sách',
  dossiers: 'hồ sơ',
  hoursSaved: 'giờ',
  hoursInPerson: 'giờ',
};

/**
 * Why a formula that can be read makes no sense, in Vietnamese; empty when it does: measures that there are, one source,
 * one dimension in every sum (a number goes with any), something counted on each side, and procedures only in one of
 * the forms that know what to do with what is unknown.
 */
export function formulaFaults(formula: Formula, measures: MeasureDimensions): string[] {
  const terms = termsOf(formula);
  const unknown = terms.flatMap((term) =>
    term.kind === 'OBSERVED' && !measures.has(term.measure) ? [`không có số đo «${term.measure}»`] : [],
  );
  if (unknown.length > 0) return [...new Set(unknown)];
  const sources = new Set(terms.map(({ kind }) => kind).filter((kind) => kind !== 'CONSTANT'));
  if (sources.size > 1) return ['công thức chỉ dùng được một nguồn: hồ sơ, danh mục hoặc số liệu quan sát'];
  const faults = [
    ...sumFaults(formula.numerator, 'tử số', measures),
    ...(formula.denominator ? sumFaults(formula.denominator, 'mẫu số', measures) : []),
  ];
  if (faults.length > 0 || !sources.has('CATALOGUE') || catalogueShapeOf(formula)) return faults;
  return [
    'các số hạng danh mục chỉ dùng ở một trong các dạng: count(M of C) / count(C); count(M of C); list(NHÓM, M); ' +
      'dossiers(M of C) / count(M of C); hoursSaved(M of C) / hoursInPerson(M of C)',
  ];
}

/** The dimension of a term; null for a number, which goes with any. The measures must be known. */
export function dimensionOf(term: Term, measures: MeasureDimensions): Dimension | null {
  switch (term.kind) {
    case 'CONSTANT':
      return null;
    case 'DOSSIER':
      return RATINGS.includes(term.count) ? 'lượt đánh giá' : 'hồ sơ';
    case 'OBSERVED':
      return measures.get(term.measure) ?? null;
    case 'CATALOGUE':
      return CATALOGUE_DIMENSIONS[term.amount];
  }
}

function sumFaults(sum: Sum, side: string, measures: MeasureDimensions): string[] {
  const dimensions = new Set(sum.flatMap(({ term }) => dimensionOf(term, measures) ?? []));
  if (dimensions.size > 1) return [`${side} cộng những thứ khác loại: ${[...dimensions].join(', ')}`];
  return dimensions.size === 0 ? [`${side} không đếm gì`] : [];
}

/**
 * How procedures are counted.
 *
 * SHARE: of the procedures of `counted` those of `met`. NUMBER: how many are of both. LIST: items of a list all of
 * whose procedures are of `met`. AVERAGE: dossiers of a year over the procedures of both. TIME_SAVED: by how much the
 * online limits are shorter than those in person, both added up.
 */
export type CatalogueMeasure = 'SHARE' | 'NUMBER' | 'LIST' | 'AVERAGE' | 'TIME_SAVED';

/** A form in which procedures are counted, and the term that says which. */
export interface CatalogueShape {
  readonly measure: CatalogueMeasure;
  readonly term: CatalogueTerm;
}

/** The form of a formula of the catalogue; null when it has none of them. */
export function catalogueShapeOf({ numerator, denominator }: Formula): CatalogueShape | null {
  const term = onlyTerm(numerator);
  if (!term) return null;
  if (denominator === null) {
    if (term.amount === 'list') return term.of.length === 0 ? { measure: 'LIST', term } : null;
    return term.amount === 'count' ? { measure: 'NUMBER', term } : null;
  }
  const base = onlyTerm(denominator);
  if (!base) return null;
  const whole = { ...term, amount: base.amount };
  switch (`${term.amount}/${base.amount}`) {
    case 'count/count':
      return isSame(base, { ...term, met: term.of, of: [] }) ? { measure: 'SHARE', term } : null;
    case 'dossiers/count':
      return isSame(base, whole) ? { measure: 'AVERAGE', term } : null;
    case 'hoursSaved/hoursInPerson':
      return isSame(base, whole) ? { measure: 'TIME_SAVED', term } : null;
    default:
      return null;
  }
}

function onlyTerm(sum: Sum): CatalogueTerm | null {
  const [first, ...others] = sum;
  return first?.sign === 1 && first.term.kind === 'CATALOGUE' && others.length === 0 ? first.term : null;
}

function isSame(a: CatalogueTerm, b: CatalogueTerm): boolean {
  return printTerm(a) === printTerm(b);
}
