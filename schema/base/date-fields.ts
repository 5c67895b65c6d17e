import { GraphQLScalarType, Kind } from 'graphql';
import { parseCivilDate, type CivilDate } from './civil-date.js';
import { PlanError } from './errors.js';

const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?(Z|[+-]\d{2}:\d{2})$/;

/** Civil day `YYYY-MM-DD` of the province; never an instant. */
export const DateScalar = new GraphQLScalarType<CivilDate, string>({
  name: 'Date',
  description: 'Ngày dương lịch theo giờ Việt Nam, dạng NĂM-THÁNG-NGÀY (civil day, YYYY-MM-DD, Asia/Ho_Chi_Minh).',
  serialize: (value) => String(value),
  parseValue: (value) => parseCivilDate(String(value)),
  parseLiteral: (node) => parseCivilDate(node.kind === Kind.STRING ? node.value : ''),
});

/** Instant in ISO 8601 with an offset; answered in UTC. */
export const DateTimeScalar = new GraphQLScalarType<Date, string>({
  name: 'DateTime',
  description: 'Thời điểm ISO 8601 có múi giờ, trả về theo UTC (instant, for example 2025-12-16T01:00:00.000Z).',
  serialize: (value) => new Date(value as string | Date).toISOString(),
  parseValue: (value) => parseInstant(String(value)),
  parseLiteral: (node) => parseInstant(node.kind === Kind.STRING ? node.value : ''),
});

/** The instant of an ISO 8601 text with offset. @throws PlanError INVALID_INPUT otherwise. */
export function parseInstant(text: string): Date {
  const instant = new Date(text);
  if (INSTANT.test(text) && !Number.isNaN(instant.getTime())) return instant;
  throw new PlanError(
    'INVALID_INPUT',
    `«${text}» không phải là thời điểm ISO 8601 có múi giờ (2025-12-16T08:00+07:00).`,
    {
      value: text,
    },
  );
}
