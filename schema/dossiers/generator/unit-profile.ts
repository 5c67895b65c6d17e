import { UnitKind } from '../../organisation/index.js';
import { proceduresOf, type GeneratorProcedure, type GeneratorUnit, type ProcedureProfile } from './procedure-mix.js';
import { randomOf, seedOf, WeightedChoice } from './random.js';

/** How a unit behaves. */
export interface UnitProfile {
  readonly code: string;
  /** `H27.` and two digits: invented, as the codes of the province's bodies are not published. */
  readonly codePrefix: string;
  readonly isCommune: boolean;
  /** Volume beside other units. */
  readonly weight: number;
  readonly procedures: readonly ProcedureProfile[];
  /** Draws a place of `procedures`, by month (place 0 = January). */
  readonly choiceByMonth: readonly WeightedChoice[];
  /** Added to the log-odds of submitting and of paying online: units differ for years. */
  readonly onlineBias: number;
  /** Share of dossiers finished after the appointment. */
  readonly lateShare: number;
  /** Share of results that are issued electronically. */
  readonly electronicShare: number;
  /** Share of satisfied among the rated. */
  readonly satisfiedShare: number;
}

const WARD_SIZE = 2.4; // a ward beside a rural commune
const DEPARTMENT_SIZE = 0.75; // for each procedure it resolves
const SIZE_SPREAD = 0.45;
const ONLINE_SPREAD = 0.9;
const LAGGARDS = 0.07;

/** Profiles of the units in the given order; those without procedures have weight 0. */
export function unitProfiles(
  units: readonly GeneratorUnit[],
  procedures: readonly GeneratorProcedure[],
  seed: number,
  dossierPrefix: string,
): UnitProfile[] {
  return units.map((unit, place) => {
    const own = proceduresOf(unit, procedures, seed);
    const random = randomOf(seedOf(seed, unit.code));
    const spread = Math.exp(SIZE_SPREAD * random.normal());
    const isLaggard = random.chance(LAGGARDS);
    return {
      code: unit.code,
      codePrefix: `${dossierPrefix}.${String(place + 1).padStart(2, '0')}`,
      isCommune: unit.kind === UnitKind.Commune,
      weight: own.length === 0 ? 0 : spread * sizeOf(unit, own.length),
      procedures: own,
      choiceByMonth: Array.from(
        { length: 12 },
        (_, month) => new WeightedChoice(own.map(({ volume }) => volume[month] ?? 0)),
      ),
      onlineBias: ONLINE_SPREAD * random.normal(),
      lateShare: isLaggard ? 0.12 + 0.06 * random.next() : 0.02 + 0.035 * random.next(),
      electronicShare: 0.7 + 0.29 * random.next(),
      satisfiedShare: isLaggard ? 0.9 : 0.945 + 0.04 * random.next(),
    };
  });
}

function sizeOf(unit: GeneratorUnit, procedures: number): number {
  if (unit.kind !== UnitKind.Commune) return DEPARTMENT_SIZE * Math.sqrt(procedures);
  return unit.communeType === 'PHUONG' ? WARD_SIZE : 1;
}
