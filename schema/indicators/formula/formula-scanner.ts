import type { FormulaProblem } from './formula.js';

/** A word, number or sign of a formula and where it begins (from 1). */
export interface Token {
  readonly text: string;
  readonly kind: 'WORD' | 'NUMBER' | 'SIGN' | 'END';
  readonly column: number;
}

/** A formula that cannot be read; caught by the parser, never seen outside. */
export class FormulaFault extends Error {
  constructor(readonly problem: FormulaProblem) {
    super(problem.message);
  }
}

const TOKEN = /(?<space>\s+)|(?<WORD>[A-Za-z_][A-Za-z0-9_]*)|(?<NUMBER>\d+)|(?<SIGN>[-+/().,])/uy;

/** The tokens of a formula, the last of kind END. @throws FormulaFault at a character that is none of its alphabet. */
export function scan(text: string): Token[] {
  const tokens: Token[] = [];
  let place = 0;
  while (place < text.length) {
    TOKEN.lastIndex = place;
    const groups = TOKEN.exec(text)?.groups;
    const column = place + 1;
    if (!groups)
      throw new FormulaFault({ column, message: `ký tự lạ «${String.fromCodePoint(text.codePointAt(place) ?? 0)}»` });
    for (const kind of ['WORD', 'NUMBER', 'SIGN'] as const) {
      const found = groups[kind];
      if (found !== undefined) tokens.push({ text: found, kind, column });
    }
    place = TOKEN.lastIndex;
  }
  tokens.push({ text: '', kind: 'END', column: text.length + 1 });
  return tokens;
}
