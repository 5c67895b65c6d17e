import type { EntityManager } from '@mikro-orm/postgresql';
import { formatVietnameseDate } from '../../schema/base/index.js';
import { Unit } from '../../schema/organisation/index.js';
import type { DeadlineChanges } from '../../schema/plan/index.js';
import type { RewrittenDigests } from '../../schema/reminders/index.js';

/** Most lines of one kind that are printed. */
const MOST_LINES = 50;

/**
 * What became of open deadlines and of waiting mails, as lines for a terminal: of each kind the count, then one line
 * each, the nearest due day first, then how many more there are. No lines when nothing changed.
 */
export async function deadlineLines(
  em: EntityManager,
  { moved, withdrawn, reopened }: DeadlineChanges,
  { rewritten, cancelled }: RewrittenDigests,
): Promise<string[]> {
  const ids = [...new Set([...moved, ...withdrawn, ...reopened].map(({ unitId }) => unitId))];
  const units = await em.find(Unit, { id: { $in: ids } });
  const names = new Map(units.map(({ id, name }) => [id, name]));
  const subject = ({ title, unitId }: { readonly title: string; readonly unitId: string }) =>
    `«${title}», ${names.get(unitId) ?? unitId}`;
  return [
    ...section(
      'được tính lại hạn',
      moved.map(
        (one) => `${subject(one)}: ${formatVietnameseDate(one.dueOnBefore)} → ${formatVietnameseDate(one.dueOn)}`,
      ),
    ),
    ...section(
      'không còn phải làm',
      withdrawn.map((one) => `${subject(one)}, hạn ${formatVietnameseDate(one.dueOn)}: ${one.reason}`),
    ),
    ...section(
      'lại phải làm',
      reopened.map((one) => `${subject(one)}, hạn cũ ${formatVietnameseDate(one.dueOn)}`),
    ),
    ...(rewritten > 0 ? [`${rewritten} thư đang chờ gửi được viết lại.`] : []),
    ...(cancelled > 0 ? [`${cancelled} thư đang chờ gửi bị hủy vì không còn gì phải báo.`] : []),
  ];
}

function section(heading: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : [`${lines.length} việc ${heading}:`, ...firstLines(lines)];
}

/** The first lines, indented, and how many more there are. */
export function firstLines(lines: readonly string[]): string[] {
  const beyond = lines.length - MOST_LINES;
  return [
    ...lines.slice(0, MOST_LINES).map((line) => `  ${line}`),
    ...(beyond > 0 ? [`  … và ${beyond} dòng khác.`] : []),
  ];
}
