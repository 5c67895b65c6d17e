import { OBSTACLE_CATEGORIES, OBSTACLE_CATEGORY_NAMES } from '../narrative/obstacle-category.js';
import type { ConsolidatedReport, ConsolidatedUnit, ReportedObstacle } from '../report-document.js';
import type { JudgedUnit, ReportingRates } from './reporting-rules.js';

/** What a unit's newest sent revision says. */
export interface SentRevision {
  readonly number: number;
  readonly summary: string | null;
}

/**
 * The units' reports put together: counts, every unit with its timeliness, obstacles by category.
 *
 * `sent`: the newest revision sent by report id; `obstacles`: of every unit, by unit id, oldest first.
 */
export function consolidated(
  rates: ReportingRates,
  sent: ReadonlyMap<string, SentRevision>,
  obstacles: ReadonlyMap<string, readonly ReportedObstacle[]>,
): ConsolidatedReport {
  return {
    expected: rates.expected,
    sent: rates.sent,
    sentOnTime: rates.onTime,
    sentLate: rates.late,
    units: rates.units.map((unit) => consolidatedUnit(unit, sent)),
    obstacles: groupedObstacles(rates.units.flatMap(({ unitId }) => obstacles.get(unitId) ?? [])),
  };
}

/**
 * Obstacles by category; the category with most units first, of equal ones that with most obstacles, then in the order
 * of the categories. Items stay in the order given.
 */
export function groupedObstacles(obstacles: readonly ReportedObstacle[]): ConsolidatedReport['obstacles'] {
  const groups = OBSTACLE_CATEGORIES.map((category) => {
    const items = obstacles.filter((one) => one.category === category);
    const units = new Set(items.map(({ unit }) => unit.code)).size;
    return { category, categoryName: OBSTACLE_CATEGORY_NAMES[category], units, items };
  }).filter(({ items }) => items.length > 0);
  return groups.toSorted((one, other) => other.units - one.units || other.items.length - one.items.length);
}

function consolidatedUnit(unit: JudgedUnit, sent: ReadonlyMap<string, SentRevision>): ConsolidatedUnit {
  const { code, name, kind, timeliness, dueOn, firstSentAt, reportId } = unit;
  const isSent = timeliness === 'ON_TIME' || timeliness === 'LATE';
  const revision = isSent && reportId !== null ? sent.get(reportId) : undefined;
  return {
    code,
    name,
    kind,
    timeliness,
    dueOn,
    sentAt: isSent && firstSentAt ? firstSentAt.toISOString() : null,
    revision: revision?.number ?? null,
    summary: revision?.summary ?? null,
  };
}
