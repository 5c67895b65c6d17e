import { GraphQLScalarType, Kind } from 'graphql';
import { PlanError } from './errors.js';

/** Whole number that JSON carries exactly: up to 2^53 − 1 either way. Longer than GraphQL's 32-bit `Int`. */
export const SafeIntScalar = new GraphQLScalarType<number, number>({
  name: 'SafeInt',
  description: 'Số nguyên đến 2^53 − 1, chính xác trong JSON; dài hơn Int (whole number that JSON carries exactly).',
  serialize: (value) => parseSafeInt(value),
  parseValue: (value) => parseSafeInt(value),
  parseLiteral: (node) => parseSafeInt(node.kind === Kind.INT ? Number(node.value) : null),
});

/** The number itself. @throws PlanError INVALID_INPUT for a fraction, a text or a number that JSON would round. */
export function parseSafeInt(value: unknown): number {
  if (typeof value === 'number' && Number.isSafeInteger(value)) return value;
  throw new PlanError('INVALID_INPUT', `«${String(value)}» không phải là số nguyên trong khoảng cho phép.`);
}
