import { ProcedureGroup } from '../../catalogue/index.js';
import { NO_DOSSIERS, type StatisticsCounts } from '../../dossiers/index.js';
import { FormulaFault, scan, type Token } from './formula-scanner.js';
import {
  CATALOGUE_AMOUNTS,
  PROCEDURE_CONDITIONS,
  type CatalogueTerm,
  type Formula,
  type FormulaProblem,
  type ProcedureCondition,
  type SignedTerm,
  type Sum,
  type Term,
} from './formula.js';

/** Longest text of a formula, and greatest number in it. */
export const LONGEST_FORMULA = 500;
export const GREATEST_NUMBER = 1_000_000_000;

/** Most terms of one sum. */
const MOST_TERMS = 20;

const DOSSIER_COUNTS = Object.keys(NO_DOSSIERS) as (keyof StatisticsCounts)[];
const SOURCES = ['dossier', 'catalogue', 'observed'] as const;

/**
 * The formula of a text, or why it is none. Grammar:
 *
 *     formula    = side [ "/" side ]              a side of several terms of a ratio stands in brackets
 *     side       = sum | "(" sum ")"
 *     sum        = [ "-" ] term { ("+" | "-") term }
 *     term       = number | "dossier." count | "observed." MEASURE
 *                | "catalogue." amount "(" [ GROUP "," ] [ conditions ] [ "of" conditions ] ")"
 *     conditions = CONDITION { "," CONDITION }
 */
export function parseFormula(text: string): Formula | FormulaProblem {
  if (text.length > LONGEST_FORMULA) {
    return { column: LONGEST_FORMULA + 1, message: `công thức dài quá ${LONGEST_FORMULA} ký tự` };
  }
  try {
    return new Parser(scan(text)).formula();
  } catch (error) {
    if (error instanceof FormulaFault) return error.problem;
    throw error;
  }
}

/** Whether parsing gave a problem. */
export function isProblem(parsed: Formula | FormulaProblem): parsed is FormulaProblem {
  return 'message' in parsed;
}

class Parser {
  private place = 0;

  constructor(private readonly tokens: readonly Token[]) {}

  formula(): Formula {
    const [first, numerator] = [this.current, this.side()];
    if (!this.takes('/')) return this.ended({ numerator: numerator.sum, denominator: null });
    const [second, denominator] = [this.current, this.side()];
    requireBrackets(first, numerator);
    requireBrackets(second, denominator);
    return this.ended({ numerator: numerator.sum, denominator: denominator.sum });
  }

  private ended(formula: Formula): Formula {
    if (this.current.kind !== 'END') this.fail(`thừa «${this.current.text}» sau công thức`);
    return formula;
  }

  private side(): Side {
    if (!this.takes('(')) return { sum: this.sum(), isBracketed: false };
    const sum = this.sum();
    this.expect(')');
    return { sum, isBracketed: true };
  }

  private sum(): Sum {
    const items: SignedTerm[] = [{ sign: this.takes('-') ? -1 : 1, term: this.term() }];
    for (;;) {
      const sign = this.takes('+') ? 1 : this.takes('-') ? -1 : null;
      if (sign === null) return items;
      if (items.length === MOST_TERMS) this.fail(`nhiều hơn ${MOST_TERMS} số hạng`);
      items.push({ sign, term: this.term() });
    }
  }

  private term(): Term {
    if (this.current.kind === 'NUMBER') return { kind: 'CONSTANT', value: this.number() };
    const source = this.oneOf(SOURCES, 'số hạng', (found) => `${found}.`);
    this.expect('.');
    switch (source) {
      case 'dossier':
        return { kind: 'DOSSIER', count: this.oneOf(DOSSIER_COUNTS, 'số đếm hồ sơ') };
      case 'observed':
        return { kind: 'OBSERVED', measure: this.word('mã số đo') };
      case 'catalogue':
        return this.catalogue();
    }
  }

  private catalogue(): CatalogueTerm {
    const amount = this.oneOf(CATALOGUE_AMOUNTS, 'cách đếm danh mục');
    this.expect('(');
    const group = amount === 'list' ? this.oneOf(Object.values(ProcedureGroup), 'danh sách thủ tục') : null;
    if (group !== null && this.current.text !== ')') this.expect(',');
    const met = this.current.text === ')' || this.current.text === 'of' ? [] : this.conditions();
    const of = this.takes('of') ? this.conditions() : [];
    this.expect(')');
    return { kind: 'CATALOGUE', amount, group, met, of };
  }

  private conditions(): ProcedureCondition[] {
    const found: ProcedureCondition[] = [];
    do {
      const { column } = this.current;
      const condition = this.oneOf(PROCEDURE_CONDITIONS, 'điều kiện');
      if (found.includes(condition)) throw new FormulaFault({ column, message: `điều kiện «${condition}» bị lặp lại` });
      found.push(condition);
    } while (this.takes(','));
    return found;
  }

  private number(): number {
    const value = Number(this.current.text);
    if (value > GREATEST_NUMBER) this.fail(`số lớn hơn ${GREATEST_NUMBER}`);
    if (String(value) !== this.current.text) this.fail('số có chữ số 0 thừa ở đầu');
    this.place += 1;
    return value;
  }

  private oneOf<T extends string>(names: readonly T[], what: string, shown: (name: T) => string = (name) => name): T {
    const found = names.find((name) => name === this.current.text);
    if (found === undefined) {
      this.fail(`${this.found()} không phải ${what}; các ${what}: ${names.map(shown).join(', ')}`);
    }
    this.place += 1;
    return found;
  }

  private word(what: string): string {
    if (this.current.kind !== 'WORD') this.fail(`${this.found()} không phải ${what}`);
    const { text } = this.current;
    this.place += 1;
    return text;
  }

  private expect(sign: string): void {
    if (!this.takes(sign)) this.fail(`cần «${sign}» nhưng gặp ${this.found()}`);
  }

  private takes(text: string): boolean {
    const isHere = this.current.text === text && this.current.kind !== 'END';
    if (isHere) this.place += 1;
    return isHere;
  }

  private found(): string {
    return this.current.kind === 'END' ? 'hết công thức' : `«${this.current.text}»`;
  }

  private get current(): Token {
    return this.tokens[this.place] ?? { text: '', kind: 'END', column: 1 };
  }

  private fail(message: string): never {
    throw new FormulaFault({ column: this.current.column, message });
  }
}

interface Side {
  readonly sum: Sum;
  readonly isBracketed: boolean;
}

/** `a + b / c` reads two ways; the brackets say which is meant. */
function requireBrackets({ column }: Token, { sum, isBracketed }: Side): void {
  if (isBracketed || (sum.length === 1 && sum[0]?.sign === 1)) return;
  throw new FormulaFault({ column, message: 'trong một tỷ số, tổng phải đặt trong ngoặc' });
}
