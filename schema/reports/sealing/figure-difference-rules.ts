import type { ReportContent } from '../report-content.js';
import { figuresOf, type Figure } from './figure-list-rules.js';

/** A figure that is another one now; null where it was not, or is no more. */
export interface FigureDifference {
  /** Where it stands: `statistics.receivedOnline`. */
  readonly path: string;
  /** What it is called, in Vietnamese. */
  readonly label: string;
  readonly sealed: string | null;
  readonly now: string | null;
}

/** Parts that reports may have been compiled without. */
const OPTIONAL_PARTS = [
  'yearToDate',
  'targetValues',
  'tasks',
  'deadlineList',
  'warnings',
  'procedures',
  'processingTime',
  'trend',
  'unitValues',
] as const satisfies (keyof ReportContent)[];

/**
 * The figures in which two states of a report's content differ, in the order in which reports print them; empty when
 * they agree. Words and the data version are no figures. A part that either of them was compiled without (an older
 * program, archived dossiers) cannot be compared and is left out.
 */
export function figureDifferences(sealed: ReportContent, now: ReportContent): FigureDifference[] {
  const isComparable = comparable(sealed, now);
  const [before, after] = [sealed, now].map(
    (content) =>
      new Map(
        figuresOf(content)
          .filter(isComparable)
          .map((figure) => [figure.path, figure]),
      ),
  );
  if (!before || !after) return [];
  const all = new Map([...before, ...after]);
  return [...all].flatMap(([path, { label }]) => {
    const [was, is] = [before.get(path)?.value ?? null, after.get(path)?.value ?? null];
    return was === is ? [] : [{ path, label, sealed: was, now: is }];
  });
}

function comparable(sealed: ReportContent, now: ReportContent): (figure: Figure) => boolean {
  const missing = OPTIONAL_PARTS.filter((part) => (sealed[part] ?? null) === null || (now[part] ?? null) === null);
  const left = new Set<string>(missing);
  const olderIndicators = new Set(
    ['lastYearPercent', 'yearToDatePercent', 'place'].filter((member) => !hasMember(sealed, member)),
  );
  return ({ path }) => {
    const [part = '', , member = ''] = path.split('.');
    return !left.has(part) && !(part === 'indicators' && olderIndicators.has(member));
  };
}

function hasMember({ indicators }: ReportContent, member: string): boolean {
  const name = member === 'place' ? 'rank' : member;
  return indicators.some((indicator) => name in indicator);
}
