import { formatVietnameseDate, formatVietnameseInstant, PlanError, type CivilDate } from '../../base/index.js';
import { NARRATIVE_TEXTS, narrativeText, requiredText } from './narrative-text-rules.js';
import type { ObstacleCategory } from './obstacle-category.js';
import { ObstacleStatus, type Obstacle } from './obstacle.js';

/** What people write of an obstacle. */
export interface ObstacleWords {
  readonly category: ObstacleCategory;
  readonly description: string;
  readonly proposal: string | null;
  /** Code of the unit that should answer; null when nobody is named. */
  readonly addressee: string | null;
  /** Last day on which an answer is in time; null when none is asked for. */
  readonly answerBy: CivilDate | null;
}

/** A change: what is left out stays, null clears. */
export type ObstacleChange = { readonly [Name in keyof ObstacleWords]?: ObstacleWords[Name] | null };

/** What one version of an obstacle holds. */
export interface ObstacleFacts extends Omit<ObstacleWords, 'addressee'> {
  readonly addresseeId: string | null;
  readonly status: ObstacleStatus;
  readonly closedOn: CivilDate | null;
  readonly closedReason: string | null;
}

/**
 * Words as they are kept.
 * @throws PlanError INVALID_INPUT with `details.field`: a text that is refused (`narrativeText`), no description.
 */
export function checkedWords<T extends Pick<ObstacleWords, 'description' | 'proposal'>>(words: T): T {
  return {
    ...words,
    description: requiredText(words.description, NARRATIVE_TEXTS.description),
    proposal: narrativeText(words.proposal, NARRATIVE_TEXTS.proposal),
  };
}

/**
 * The facts after a change. Asking somebody else, or somebody for the first time, opens what was answered.
 * @throws PlanError INVALID_INPUT when a change clears what must be there.
 */
export function changedFacts(
  before: ObstacleFacts,
  change: ObstacleChange,
  addresseeId: string | null | undefined,
): ObstacleFacts {
  if (change.category === null) {
    throw new PlanError('INVALID_INPUT', 'Cần chọn loại khó khăn, vướng mắc.', { field: 'category' });
  }
  const after = checkedWords({
    ...before,
    ...given({ proposal: change.proposal, answerBy: change.answerBy, addresseeId }),
    category: change.category ?? before.category,
    // Null clears, and what must be there is refused when it is empty.
    description: change.description === undefined ? before.description : (change.description ?? ''),
  });
  const isAskedAnew = after.addresseeId !== null && after.addresseeId !== before.addresseeId;
  return isAskedAnew ? { ...after, status: ObstacleStatus.Open } : after;
}

/** Whether two versions say the same. */
export function isSameObstacle(one: ObstacleFacts, other: ObstacleFacts): boolean {
  return FACTS.every((name) => one[name] === other[name]);
}

/** The facts of an obstacle as stored. */
export function obstacleFacts(obstacle: Obstacle): ObstacleFacts {
  const { category, description, proposal, addressee, answerBy, status, closedOn, closedReason } = obstacle;
  return {
    category,
    description,
    proposal,
    addresseeId: addressee?.id ?? null,
    answerBy,
    status,
    closedOn,
    closedReason,
  };
}

/** Refuses to go on with what is closed. @throws PlanError CONFLICT telling when, by whom and why it was closed. */
export function assertOpen({ status, closedOn, closedReason, savedBy }: Obstacle, verb: string): void {
  if (status !== ObstacleStatus.Closed || closedOn === null) return;
  const when = formatVietnameseDate(closedOn);
  throw new PlanError('CONFLICT', `Không ${verb} được: ${savedBy} đã đóng ngày ${when} («${closedReason ?? ''}»).`);
}

/**
 * Refuses a day of answer that has gone by already.
 * @throws PlanError INVALID_INPUT with `details.field`.
 */
export function assertAnswerDay(answerBy: CivilDate | null, today: CivilDate): void {
  if (answerBy === null || answerBy >= today) return;
  throw new PlanError('INVALID_INPUT', `Ngày đề nghị trả lời phải từ ${formatVietnameseDate(today)} trở đi.`, {
    field: 'answerBy',
  });
}

/** Why a change was not taken: what is stored, by whom and when, beside what was sent. */
export function obstacleConflict(stored: Obstacle, expectedRevision: number): string {
  const who = `${stored.savedBy} lúc ${formatVietnameseInstant(stored.savedAt)}`;
  return `Khó khăn này đã được ghi khác: đang lưu lần ghi ${stored.revision} (${who}); bản gửi lên theo lần ghi ${expectedRevision}.`;
}

const FACTS = [
  'category',
  'description',
  'proposal',
  'addresseeId',
  'answerBy',
  'status',
  'closedOn',
  'closedReason',
] as const satisfies readonly (keyof ObstacleFacts)[];

function given<T extends object>(values: T): { [Name in keyof T]?: Exclude<T[Name], undefined> } {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as {
    [Name in keyof T]?: Exclude<T[Name], undefined>;
  };
}
