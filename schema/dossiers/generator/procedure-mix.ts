import { CompetenceLevel, ServiceLevel } from '../../catalogue/index.js';
import { UnitKind } from '../../organisation/index.js';
import { randomOf, seedOf } from './random.js';

/** What the generator needs to know of a unit. */
export interface GeneratorUnit {
  readonly code: string;
  readonly kind: UnitKind;
  readonly communeType: string | null;
}

/** What the generator needs to know of a procedure. */
export interface GeneratorProcedure {
  readonly code: string;
  readonly field: string;
  readonly competence: CompetenceLevel;
  readonly serviceLevel: ServiceLevel;
  /** Code of the department that manages the field and resolves the province's part. */
  readonly ownerCode: string;
  readonly limitOnlineHours: number | null;
  readonly limitDirectHours: number | null;
}

/** A procedure as the generator uses it. */
export interface ProcedureProfile {
  readonly code: string;
  readonly serviceLevel: ServiceLevel;
  /** Time limits in working days; 0 = on the day of reception. */
  readonly limitOnline: number;
  readonly limitDirect: number;
  /** Whether a fee is asked. */
  readonly hasFee: boolean;
  /** Volume beside other procedures of the same unit, by month (place 0 = January). */
  readonly volume: readonly number[];
}

/** What communes handle most, busiest first: certified copies, births, marital status, extracts, residence … */
const BUSIEST = [
  '2.000815',
  '1.001193',
  '1.004873',
  '2.000635',
  '1.004222',
  '2.000884',
  '1.004194',
  '1.000656',
  '1.000894',
  '1.014027',
  '1.004859',
  '1.001776',
  '1.010041',
];

const COMMUNE_SKEW = 0.9; // exponent of Zipf's law
const DEPARTMENT_SKEW = 0.8;
const USUAL_LIMITS = [1, 1, 2, 3, 3, 5, 5, 7, 10, 15]; // working days, where the catalogue knows none
/** Working days where the catalogue knows none and the field says: certified while one waits, civil status next day. */
const LIMIT_BY_FIELD: ReadonlyMap<string, number> = new Map([
  ['Chứng thực', 0],
  ['Hộ tịch', 1],
]);
const HOURS_PER_DAY = 8;
const FEE_SHARE = 0.45;

/** The procedures that a unit resolves, busiest first; empty for a unit that resolves none. */
export function proceduresOf(
  unit: GeneratorUnit,
  procedures: readonly GeneratorProcedure[],
  seed: number,
): ProcedureProfile[] {
  const isCommune = unit.kind === UnitKind.Commune;
  const own = procedures.filter(({ competence, ownerCode }) =>
    isCommune
      ? competence !== CompetenceLevel.Province
      : competence !== CompetenceLevel.Commune && ownerCode === unit.code,
  );
  const skew = isCommune ? COMMUNE_SKEW : DEPARTMENT_SKEW;
  return own
    .toSorted((left, right) => rankOf(left.code, seed) - rankOf(right.code, seed))
    .map((procedure, place) => profileOf(procedure, unit, 1 / (place + 1) ** skew, seed));
}

/** Busiest first, the rest in an order of chance that is the same in every unit. */
function rankOf(code: string, seed: number): number {
  const place = BUSIEST.indexOf(code);
  return place >= 0 ? place : BUSIEST.length + randomOf(seedOf(seed, code)).next();
}

function profileOf(procedure: GeneratorProcedure, unit: GeneratorUnit, weight: number, seed: number): ProcedureProfile {
  const random = randomOf(seedOf(seed, `profile ${procedure.code}`));
  const drawn = USUAL_LIMITS[random.below(USUAL_LIMITS.length)] ?? 3;
  const usual = LIMIT_BY_FIELD.get(procedure.field) ?? drawn;
  const limitDirect = daysOf(procedure.limitDirectHours ?? procedure.limitOnlineHours) ?? usual;
  const local = Math.exp(0.35 * randomOf(seedOf(seed, `${unit.code} ${procedure.code}`)).normal());
  const lean = procedure.serviceLevel === ServiceLevel.Full ? 1 : partialLean(unit, seed);
  return {
    code: procedure.code,
    serviceLevel: procedure.serviceLevel,
    limitDirect,
    limitOnline: daysOf(procedure.limitOnlineHours) ?? limitDirect,
    hasFee: random.chance(FEE_SHARE),
    volume: Array.from({ length: 12 }, (_, month) => weight * local * lean * seasonOf(procedure.field, month)),
  };
}

/** How much a unit has to do with services that are not full-process: some meet the plan's 70 %, others cannot. */
function partialLean(unit: GeneratorUnit, seed: number): number {
  return 0.55 * Math.exp(0.7 * randomOf(seedOf(seed, `lean ${unit.code}`)).normal());
}

function daysOf(hours: number | null): number | null {
  if (hours === null) return null;
  return hours < HOURS_PER_DAY ? 0 : Math.ceil(hours / HOURS_PER_DAY);
}

function seasonOf(field: string, month: number): number {
  const isSummer = month >= 5 && month <= 7;
  if (isSummer && field.startsWith('Giáo dục')) return 6; // enrolment and changes of school
  if (isSummer && field.startsWith('Hộ tịch')) return 1.25;
  if (month >= 9 && field === 'Giảm nghèo') return 8; // the yearly review of poor households
  return 1;
}
