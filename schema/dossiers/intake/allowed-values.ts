import { ROW_COLUMNS, type ColumnName } from '../store/row-columns.js';
import type { DateFormat, ProfileDefinition } from './profile-shape.js';

const FLAGS: readonly ColumnName[] = ['payable', 'paid_online', 'electronic_result', 'synthetic'];

const FORMATS: Readonly<Record<DateFormat, string | null>> = {
  'yyyy-MM-dd': null,
  'dd/MM/yyyy': 'ngày có thật dạng NGÀY/THÁNG/NĂM (ví dụ 31/12/2025)',
  'dd/MM/yyyy HH:mm[:ss]': 'ngày giờ có thật dạng NGÀY/THÁNG/NĂM GIỜ:PHÚT (ví dụ 31/12/2025 08:00)',
  ISO: 'thời điểm ISO 8601 có múi giờ (ví dụ 2025-12-31T08:00:00+07:00)',
};

/** For each column which values it takes in files of the profile, in Vietnamese; the messages name it. */
export function allowedValues(profile: ProfileDefinition): Readonly<Record<ColumnName, string>> {
  return Object.fromEntries(
    ROW_COLUMNS.map(({ name, allowed }) => [name, allowedIn(profile, name) ?? allowed]),
  ) as Record<ColumnName, string>;
}

function allowedIn({ columns, flags, name: profile }: ProfileDefinition, name: ColumnName): string | null {
  const { format, values } = columns[name];
  const words = Object.keys(values).slice(0, 20);
  if (words.length > 0) return words.join(', ');
  if (format !== null) return FORMATS[format];
  return FLAGS.includes(name) && profile !== 'standard' ? [...flags.true, ...flags.false].join(', ') : null;
}
