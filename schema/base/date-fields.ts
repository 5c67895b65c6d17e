import { GraphQLScalarType, Kind } from 'graphql';
import { parseCivilDate, type CivilDate } from './civil-date.js';
import { PlanError } from './errors.js';

const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?(Z|[+-]\d{2}:\d{2})$/;

/** Civil day `YYYY-MM-DD` of the province; never an instant. */
export const DateScalar = new GraphQLScalarType<CivilDate, string>({
  name: 'Date',
  description: 'Ngày dương lịch theo giờ Việt Nam, dạng NĂM-THÁNG-NGÀY (civil day, YYYY-MM-DD, Asia/Ho_Chi_Minh).',
  serialize: (value) => String(value),
  parseValue: (value) => enteredDay(String(value)),
  parseLiteral: (node) => enteredDay(node.kind === Kind.STRING ? node.value : ''),
});

/** Instant in ISO 8601 with an offset; answered in UTC. */
export const DateTimeScalar = new GraphQLScalarType<Date, string>({
  name: 'DateTime',
  description: 'Thời điểm ISO 8601 có múi giờ, trả về theo UTC (instant, for example 2025-12-16T01:00:00.000Z).',
  serialize: (value) => new Date(value as string | Date).toISOString(),
  parseValue: (value) => parseInstant(String(value)),
  parseLiteral: (node) => parseInstant(node.kind === Kind.STRING ? node.value : ''),
});

/** Years that days and instants from outside may have: days reckoned from them stay within what the database takes. */
const YEARS = { from: 1900, to: 2200 } as const;

function enteredDay(text: string): CivilDate {
  const day = parseCivilDate(text);
  assertYear(Number(day.slice(0, 4)), text);
  return day;
}

function assertYear(year: number, value: string): void {
  if (year >= YEARS.from && year <= YEARS.to) return;
  throw new PlanError('INVALID_INPUT', `«${value}» phải từ năm ${YEARS.from} đến năm ${YEARS.to}.`, { value });
}

/** The instant of an ISO 8601 text with offset, of a year that may be. @throws PlanError INVALID_INPUT otherwise. */
export function parseInstant(text: string): Date {
  const instant = new Date(text);
  if (INSTANT.test(text) && !Number.isNaN(instant.getTime())) {
    assertYear(instant.getUTCFullYear(), text);
    return instant;
  }
  throw new PlanError(
    'INVALID_INPUT',
    `«${text}» không phải là thời điểm ISO 8601 có múi giờ (2025-12-16T08:00+07:00).`,
    {
      value: text,
    },
  );
}
