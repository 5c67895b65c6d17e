import { formatVietnameseInstant } from '../base/index.js';
import type { ObservationFacts } from './observation-rules.js';
import type { Judgement } from './recording-rules.js';

/** Why an entry was not taken beside what is stored, naming both values. */
export function conflictInWords({
  entry,
  stored,
}: Pick<Extract<Judgement, { kind: 'CONFLICT' }>, 'entry' | 'stored'>): string {
  const sent = `bản gửi lên ghi ${inWords(entry)} theo lần ghi ${String(entry.expectedRevision)}`;
  if (!stored) return `Chưa có số liệu nào được lưu, nhưng ${sent}.`;
  const { revision, recordedBy, recordedAt } = stored;
  const who = `${recordedBy} lúc ${formatVietnameseInstant(recordedAt)}`;
  return `Số liệu đã được ghi khác: đang lưu ${inWords(stored)} (lần ghi ${revision}, ${who}); ${sent}.`;
}

function inWords({ value, missingReason }: ObservationFacts): string {
  return value === null ? `không có số liệu («${missingReason ?? ''}»)` : value.toLocaleString('vi-VN');
}
