import { formatVietnameseDate, type CivilDate } from '../base/index.js';
import { AliasKind } from './unit-alias.js';
import { LineageKind } from './unit-lineage.js';

/** A step from the unit that has the name to the unit that is answered. */
export interface FoundStep {
  /** Name of the unit that the step leads to. */
  readonly name: string;
  readonly kind: LineageKind;
  readonly whole: boolean;
  readonly effectiveOn: CivilDate;
}

/** How a name led to a unit. */
export interface FoundBy {
  /** Full name of the unit whose name, short name or code has the words; the other name itself, when it has them. */
  readonly fullName: string;
  /** Kind of the other name; null for a unit's own name, short name or code. */
  readonly alias: AliasKind | null;
  /** Day on which the other name ended; null while it is in use or nobody knows. */
  readonly aliasEnded: CivilDate | null;
  /** Steps in order; empty when the unit itself has the name. */
  readonly steps: readonly FoundStep[];
  /** Last day + 1 of the unit that is answered, when it is over and nothing is known to follow it. */
  readonly endedOn: CivilDate | null;
}

/** Why a unit is answered to a search, in Vietnamese; null when the words are of its own present name. */
export function searchReason({ fullName, alias, aliasEnded, steps, endedOn }: FoundBy): string | null {
  const parts = [
    ...(alias === null ? [] : [ALIAS_WORDS[alias](fullName, aliasEnded)]),
    ...(alias === null && steps.length > 0 ? [`tên cũ «${fullName}»`] : []),
    ...steps.map(stepInWords),
    ...(endedOn === null ? [] : [`đã chấm dứt từ ${formatVietnameseDate(endedOn)}, chưa có dữ liệu về đơn vị kế tiếp`]),
  ];
  return parts.length > 0 ? parts.join(', ') : null;
}

const ALIAS_WORDS: Record<AliasKind, (name: string, ended: CivilDate | null) => string> = {
  [AliasKind.FormerName]: (name, ended) =>
    `tên cũ «${name}»${ended ? `, đổi tên từ ${formatVietnameseDate(ended)}` : ''}`,
  [AliasKind.Short]: (name) => `tên gọi tắt «${name}»`,
  [AliasKind.Spelling]: (name) => `cách viết khác «${name}»`,
};

function stepInWords({ name, kind, whole, effectiveOn }: FoundStep): string {
  const verb = kind === LineageKind.SplitFrom ? 'một phần tách thành' : whole ? 'nhập vào' : 'một phần nhập vào';
  return `${verb} ${name} từ ${formatVietnameseDate(effectiveOn)}`;
}
