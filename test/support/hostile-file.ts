/** What reading a hostile file must come to: a refusal whose message holds these, or so many rows taken and rejected. */
export type Outcome =
  | { readonly refused: readonly string[] }
  | { readonly taken: number; readonly rejected: number; readonly rules?: readonly string[] };

/** A file made to break reading. */
export interface HostileFile {
  readonly name: string;
  readonly fileName: string;
  /** Its bytes, in pieces so that a giant file need not be in memory. */
  readonly chunks: () => Iterable<Buffer>;
  readonly outcome: Outcome;
}

/** A refusal whose message holds these. */
export const refused = (...parts: string[]): Outcome => ({ refused: parts });

/** So many rows taken, none rejected. */
export const taken = (number: number): Outcome => ({ taken: number, rejected: 0 });

/** One row, rejected by these rules. */
export const rejected = (...rules: string[]): Outcome => ({ taken: 0, rejected: 1, rules });
