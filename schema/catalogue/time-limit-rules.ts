/** Working hours in a day, as the one-stop systems store time limits. */
const HOURS_PER_DAY = 8;

const PATTERN = /^(\d+) (Ngày làm việc|Ngày|Giờ)$/;

/**
 * Working hours of a time limit such as `3 Ngày làm việc`, `20 Ngày` or `8 Giờ`; 8 hours are a day. Calendar days
 * count as days here, for comparing an online limit with the in-person one of the same procedure.
 * Null when the text is empty or its unit is unknown (`5 ?`).
 */
export function limitHours(text: string | null): number | null {
  const match = PATTERN.exec(text ?? '');
  if (!match) return null;
  return Number(match[1]) * (match[2] === 'Giờ' ? 1 : HOURS_PER_DAY);
}
