import {
  getNullableType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  type GraphQLInputType,
} from 'graphql';
import type { Random } from './random.js';

/** Texts that real data have; what else is sent is made up. */
export interface KnownTexts {
  readonly ids: readonly string[];
  readonly texts: readonly string[];
}

/** Texts that have broken programs before. */
const HOSTILE: readonly string[] = [
  '',
  ' ',
  '\u0000',
  "'; drop table unit; --",
  '" or ""="',
  '$1',
  '%_\\',
  '../../etc/passwd',
  '<script>alert(1)</script>',
  '\uD800',
  '🏛️',
  'Thạch Hà',
  'NaN',
  '-0',
  '1e400',
  '9'.repeat(40),
  'x'.repeat(5_000),
  '__proto__',
  'constructor',
  'null',
  '00000000-0000-0000-0000-000000000000',
];
const DAYS = [
  '2025-12-15',
  '2026-02-30',
  '0000-00-00',
  '9999-12-31',
  '275761-01-01',
  '2025-13-01',
  'hôm nay',
  '2024-02-29',
];
const GOOD_DAYS = ['2025-12-15', '2025-12-16', '2024-02-29', '2026-06-30', '2020-01-01'];
const INSTANTS = [
  '2026-01-01T00:00:00Z',
  '2026-01-02T00:00:00+07:00',
  '2026-13-01T00:00:00Z',
  '9999-12-31T23:59:59Z',
  'x',
];
const PERIODS = ['2025-12', '2025-Q4', '2025-H2', '2025', '2025-99', '0000-01', '2025-12-15'];
const INTEGERS = [0, 1, 2, 5, 20, 200, 201, -1, 2_147_483_647, -2_147_483_648];

/** A JSON value for an argument of a type: mostly one that fits, sometimes null, sometimes of another kind. */
export function randomValue(random: Random, type: GraphQLInputType, known: KnownTexts, depth = 0): unknown {
  if (random.chance(1)) return random.pick([null, 17, 'x', true, [], {}, [[1]], 1.5, { a: 1 }]);
  if (!isNonNullType(type) && random.chance(15)) return null;
  const inner = getNullableType(type);
  if (isListType(inner)) {
    const count = depth > 3 ? 0 : random.pick([0, 1, 1, 2, 3]);
    return Array.from({ length: count }, () => randomValue(random, inner.ofType, known, depth + 1));
  }
  if (isEnumType(inner)) return random.pick(inner.getValues()).name;
  if (isInputObjectType(inner)) {
    const fields = Object.values(inner.getFields()).filter((field) => isNonNullType(field.type) || random.chance(40));
    return Object.fromEntries(fields.map(({ name, type: of }) => [name, randomValue(random, of, known, depth + 1)]));
  }
  return scalar(random, inner.name, known);
}

function scalar(random: Random, name: string, { ids, texts }: KnownTexts): unknown {
  switch (name) {
    case 'Int':
    case 'SafeInt':
      return random.pick(INTEGERS);
    case 'Float':
      return random.pick([...INTEGERS, 0.1, -1e300]);
    case 'Boolean':
      return random.chance(50);
    case 'ID':
      return random.pick(random.chance(75) && ids.length > 0 ? ids : HOSTILE);
    case 'Date':
      return random.pick(random.chance(80) ? GOOD_DAYS : DAYS);
    case 'DateTime':
      return random.pick(random.chance(80) ? INSTANTS.slice(0, 2) : INSTANTS);
    default:
      return random.pick(random.chance(40) ? PERIODS : random.chance(60) && texts.length > 0 ? texts : HOSTILE);
  }
}
