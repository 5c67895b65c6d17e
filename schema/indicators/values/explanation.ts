import { Field, ObjectType } from 'type-graphql';
import { SafeIntScalar, type DayRange } from '../../base/index.js';
import type { DossierScope, StatisticsCounts } from '../../dossiers/index.js';
import { Comparator, type Target } from '../../plan/index.js';
import type { CatalogueDefinition } from '../catalogue/catalogue-definition.js';
import { inPercent } from '../evaluation/evaluation-rules.js';
import { printTerm } from '../formula/formula-printer.js';
import type { Sum, Term } from '../formula/formula.js';
import { Indicator } from './indicator.js';
import type { CivilDate } from '../../base/index.js';

/** One count that a sum is made of. */
@ObjectType('IndicatorTerm', { description: 'Một số hạng của tử số hoặc mẫu số (term).' })
export class IndicatorTerm {
  @Field(() => String, {
    description: 'Tên trường trong DossierStatistics, hoặc số hạng như công thức viết (count name).',
  })
  readonly count!: string;

  @Field(() => SafeIntScalar, { description: 'Giá trị, âm khi số hạng bị trừ (value).' })
  readonly value!: number;
}

/** What is left out of a value, and by what document. */
@ObjectType('IndicatorExclusion', { description: 'Phần được loại trừ và căn cứ (exclusion).' })
export class IndicatorExclusion {
  @Field(() => String, { description: 'Căn cứ, nguyên văn (reference).' })
  readonly reference!: string;

  @Field(() => SafeIntScalar, { description: 'Số thủ tục được loại trừ (excluded procedures).' })
  readonly count!: number;
}

/** What an explanation is made of. */
export interface ExplanationParts {
  readonly indicator: Indicator;
  readonly target: Target | null;
  readonly numerator: number | null;
  readonly denominator: number | null;
  readonly terms: { readonly numerator: readonly IndicatorTerm[]; readonly denominator: readonly IndicatorTerm[] };
  /** Whose value it is; null when it cannot be taken apart. */
  readonly scope: DossierScope | null;
  readonly range: DayRange;
  readonly restatedOn: CivilDate | null;
  readonly missing: readonly string[];
  readonly exempt: number;
  readonly synthetic: boolean;
  readonly catalogue: CatalogueDefinition | null;
}

const SIGN: Record<Comparator, string> = {
  [Comparator.GreaterThan]: '>',
  [Comparator.AtLeast]: '≥',
  [Comparator.Equal]: '=',
};

/** How a value came about, down to the units and procedures it is summed from. */
@ObjectType('IndicatorExplanation', { description: 'Cách tính một giá trị (explanation).' })
export class IndicatorExplanation {
  @Field(() => String, { description: 'Công thức bằng lời (formula).' })
  readonly formula: string;

  @Field(() => Indicator, {
    description: 'Chỉ số ở phiên bản đã tính: công thức, ngày hiệu lực, văn bản (indicator version).',
  })
  readonly indicator: Indicator;

  @Field(() => [IndicatorTerm], { description: 'Các số hạng của tử số (numerator terms).' })
  readonly numerator: readonly IndicatorTerm[];

  @Field(() => [IndicatorTerm], { description: 'Các số hạng của mẫu số (denominator terms).' })
  readonly denominator: readonly IndicatorTerm[];

  @Field(() => String, {
    nullable: true,
    description: 'Phép so sánh số nguyên đã làm; trống khi không so (comparison made).',
  })
  readonly comparison: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Trích nguyên văn kế hoạch; trống khi không có chỉ tiêu (quote).',
  })
  readonly quote: string | null;

  @Field(() => [IndicatorExclusion], { description: 'Phần được loại trừ, kèm căn cứ (exclusions).' })
  readonly exclusions: readonly IndicatorExclusion[];

  @Field(() => Boolean, {
    description: 'Trong số liệu có phần mô phỏng, không phải số thật (contains synthetic data).',
  })
  readonly synthetic: boolean;

  readonly parts: ExplanationParts;

  constructor(parts: ExplanationParts) {
    const { indicator, target, terms, exempt } = parts;
    this.formula = indicator.formula;
    this.indicator = indicator;
    this.numerator = terms.numerator;
    this.denominator = terms.denominator;
    this.comparison = comparisonOf(parts);
    this.quote = target?.quote ?? null;
    this.exclusions = indicator.exemption === null ? [] : [{ reference: indicator.exemption, count: exempt }];
    this.synthetic = parts.synthetic;
    this.parts = parts;
  }
}

/** The terms of a sum of dossier counts with their values; a term that is taken away counts below zero. */
export function dossierTerms(sum: Sum, counts: StatisticsCounts): IndicatorTerm[] {
  return termsWith(sum, (term) => (term.kind === 'DOSSIER' ? counts[term.count] : null));
}

/** The terms of a sum with their values; terms without one are left out. */
export function termsWith(sum: Sum, valueOf: (term: Term) => number | null): IndicatorTerm[] {
  return sum.flatMap(({ sign, term }) => {
    const value = term.kind === 'CONSTANT' ? term.value : valueOf(term);
    const count = term.kind === 'DOSSIER' ? term.count : printTerm(term);
    return value === null ? [] : [{ count, value: sign * value }];
  });
}

function comparisonOf({ numerator, denominator, target, indicator, catalogue }: ExplanationParts): string | null {
  if (numerator === null || !target) return null;
  const isNumber = indicator.parsed.denominator === null;
  if (isNumber) return `${numerator}; cần ${SIGN[target.comparator]} ${target.targetValue}`;
  if (!denominator) return null;
  if (catalogue?.measure === 'AVERAGE') {
    const need = target.targetValue * denominator;
    return `${numerator}; cần ${SIGN[target.comparator]} ${target.targetValue} × ${denominator} = ${need}`;
  }
  const { targetValue } = inPercent(target);
  const [have, need] = [numerator * 100, targetValue * denominator];
  return `${numerator} × 100 = ${have}; cần ${SIGN[target.comparator]} ${targetValue} × ${denominator} = ${need}`;
}
