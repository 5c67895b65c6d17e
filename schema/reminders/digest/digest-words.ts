/** How near a due day is, in the order and the words of the mail. */
export enum Nearness {
  Overdue = 'Quá hạn',
  Today = 'Hết hạn hôm nay',
  Soon = 'Sắp đến hạn',
}

/** A line of the digest, in words. */
export interface DigestLine {
  readonly title: string;
  readonly source: string;
  /** Null when a line above has the same quote. */
  readonly quote: string | null;
  readonly due: string;
  readonly nearness: Nearness;
  readonly rungLabel: string;
  readonly missing: string;
  readonly link: string;
  /** Where the post commits to a day without signing in; null when it cannot. */
  readonly answerLink: string | null;
}

/** Everything the two parts of the mail print, in words. */
export interface DigestWords {
  readonly subject: string;
  readonly unitName: string;
  readonly summary: string;
  readonly plans: string;
  readonly groups: readonly { readonly name: Nearness; readonly lines: readonly DigestLine[] }[];
  /** How many things are owed beyond the ones listed; null when all are. */
  readonly beyond: string | null;
  readonly publicUrl: string;
  readonly footer: string;
  readonly synthetic: boolean;
}
