import { formatVietnameseDate, type CivilDate } from '../base/index.js';
import { LineageKind } from './unit-lineage.js';

/** The part of a unit that goes to another: whole numbers, `0 < numerator ≤ denominator`. Null when nobody knows. */
export type Share = { readonly numerator: number; readonly denominator: number } | null;

/** All of a unit. */
export const WHOLE = { numerator: 1, denominator: 1 } as const;

/** A step from one unit to another; units by any key. */
export interface LineageEdge {
  readonly predecessor: string;
  readonly successor: string;
  readonly kind: LineageKind;
  readonly share: Share;
  readonly effectiveOn: CivilDate;
}

/** Why a step cannot be taken. */
export interface LineageFault {
  readonly field: 'predecessor' | 'successor' | 'share';
  readonly rule: 'SAME_UNIT' | 'CYCLE' | 'SHARE' | 'SHARE_SUM';
  readonly message: string;
}

const LARGEST_DENOMINATOR = 1_000_000;
const SHARE = /^([1-9]\d{0,6})\/([1-9]\d{0,6})$/;

/** The share written `1/2`, in lowest terms; undefined when the text is none. */
export function parseShare(text: string): Share | undefined {
  const [, top, bottom] = SHARE.exec(text) ?? [];
  const share = { numerator: Number(top), denominator: Number(bottom) };
  if (!isShare(share)) return undefined;
  const divisor = commonDivisor(share.numerator, share.denominator);
  return { numerator: share.numerator / divisor, denominator: share.denominator / divisor };
}

/** `1/2`; `?` for a share that nobody knows. */
export function formatShare(share: Share): string {
  return share ? `${share.numerator}/${share.denominator}` : '?';
}

/** Whether all of the predecessor goes to the successor; only then can its figures be counted there. */
export function isWhole(share: Share): boolean {
  return share !== null && share.numerator === share.denominator;
}

/**
 * What is wrong with a step beside the steps there are; null when nothing is. Steps form no cycle, and a unit gives away
 * no more than all of itself: once 1/1 is given nothing is left, not even a share that nobody knows.
 */
export function lineageFault(edge: LineageEdge, others: readonly LineageEdge[]): LineageFault | null {
  const { predecessor, successor, kind, share } = edge;
  if (predecessor === successor) return fault('successor', 'SAME_UNIT', 'Đơn vị không thể nhập vào chính nó.');
  if (share !== null && !isShare(share)) {
    return fault('share', 'SHARE', `Tỷ lệ phải là phân số từ trên 0 đến 1/1, mẫu số đến ${LARGEST_DENOMINATOR}.`);
  }
  if (kind === LineageKind.SplitFrom && isWhole(share)) {
    return fault('share', 'SHARE', 'Tách ra chỉ chuyển một phần; chuyển toàn bộ (1/1) là nhập vào.');
  }
  if (reaches(successor, predecessor, others)) {
    return fault('successor', 'CYCLE', 'Chuỗi kế tiếp thành vòng tròn: đơn vị sau lại đứng trước đơn vị trước.');
  }
  const given = others.filter((other) => other.predecessor === predecessor && other.successor !== successor);
  if (exceedsWhole([share, ...given.map((other) => other.share)])) {
    return fault('share', 'SHARE_SUM', 'Tổng các phần chuyển đi từ đơn vị trước vượt quá toàn bộ (1/1).');
  }
  return null;
}

/** Why figures of a former unit stay where they were reported, in words. */
export function notRestatedReason(
  { share, effectiveOn }: Pick<LineageEdge, 'share' | 'effectiveOn'>,
  predecessor: string,
  successor: string,
): string {
  const part = share ? `tỷ lệ ${formatShare(share)}` : 'tỷ lệ chưa rõ';
  return `Không quy đổi được: ${predecessor} chuyển một phần (${part}) sang ${successor} từ ${formatVietnameseDate(
    effectiveOn,
  )}; số liệu của ${predecessor} giữ nguyên ở ${predecessor}.`;
}

function isShare({ numerator, denominator }: { numerator: number; denominator: number }): boolean {
  const whole = Number.isSafeInteger(numerator) && Number.isSafeInteger(denominator);
  return whole && numerator > 0 && numerator <= denominator && denominator <= LARGEST_DENOMINATOR;
}

function exceedsWhole(shares: readonly Share[]): boolean {
  const known = shares.filter((share) => share !== null);
  const sum = known.reduce(
    (total, { numerator, denominator }) => ({
      top: total.top * BigInt(denominator) + BigInt(numerator) * total.bottom,
      bottom: total.bottom * BigInt(denominator),
    }),
    { top: 0n, bottom: 1n },
  );
  return sum.top > sum.bottom || (sum.top === sum.bottom && known.length < shares.length);
}

function reaches(from: string, to: string, edges: readonly LineageEdge[]): boolean {
  const seen = new Set<string>();
  const open = [from];
  for (let unit = open.pop(); unit !== undefined; unit = open.pop()) {
    if (unit === to) return true;
    if (seen.has(unit)) continue;
    seen.add(unit);
    for (const edge of edges) if (edge.predecessor === unit) open.push(edge.successor);
  }
  return false;
}

function commonDivisor(a: number, b: number): number {
  return b === 0 ? a : commonDivisor(b, a % b);
}

function fault(field: LineageFault['field'], rule: LineageFault['rule'], message: string): LineageFault {
  return { field, rule, message };
}
