import type { Formula, SignedTerm, Sum, Term } from './formula.js';

/** The text of a formula; parsing it gives the same formula. */
export function printFormula({ numerator, denominator }: Formula): string {
  if (denominator === null) return printSum(numerator);
  return `${printSide(numerator)} / ${printSide(denominator)}`;
}

/** The text of one term: `dossier.fullProcess`, `catalogue.count(FULL of ELIGIBLE)`, `observed.STAFF`, `12`. */
export function printTerm(term: Term): string {
  switch (term.kind) {
    case 'CONSTANT':
      return String(term.value);
    case 'DOSSIER':
      return `dossier.${term.count}`;
    case 'OBSERVED':
      return `observed.${term.measure}`;
    case 'CATALOGUE': {
      const conditions = [term.met.join(', '), ...(term.of.length === 0 ? [] : [`of ${term.of.join(', ')}`])];
      const words = conditions.filter((part) => part !== '').join(' ');
      const list = term.group === null ? [] : [term.group];
      return `catalogue.${term.amount}(${[...list, words].filter((part) => part !== '').join(', ')})`;
    }
  }
}

function printSide(sum: Sum): string {
  const isPlain = sum.length === 1 && sum[0]?.sign === 1;
  return isPlain ? printSum(sum) : `(${printSum(sum)})`;
}

function printSum(sum: Sum): string {
  return sum.map((item, index) => `${signBefore(item, index)}${printTerm(item.term)}`).join('');
}

function signBefore({ sign }: SignedTerm, index: number): string {
  if (index === 0) return sign === 1 ? '' : '-';
  return sign === 1 ? ' + ' : ' - ';
}
