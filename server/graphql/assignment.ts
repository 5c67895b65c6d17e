import { Field, ObjectType, registerEnumType } from 'type-graphql';
import { readBy } from '../../schema/base/index.js';
import { Unit } from '../../schema/organisation/index.js';
import type { Assignment } from '../../schema/plan/index.js';
import type { RequestContext } from '../context.js';

/** Every unit of a kind. */
enum UnitScope {
  EveryDepartment = 'EVERY_DEPARTMENT',
  EveryCommune = 'EVERY_COMMUNE',
}

registerEnumType(UnitScope, {
  name: 'UnitScope',
  description: 'Mọi đơn vị của một loại (scope).',
  valuesConfig: {
    EveryDepartment: { description: 'Mọi sở, ban, ngành (every department).' },
    EveryCommune: { description: 'Mọi xã, phường (every commune).' },
  },
});

/** Who is named: units, or every unit of a kind. */
@ObjectType('Assignment', { description: 'Đơn vị được giao: nêu tên, hoặc mọi đơn vị của một loại (assignment).' })
export class AssignmentType {
  @Field(() => [Unit], { description: 'Các đơn vị nêu tên (units).' })
  units!: Unit[];

  @Field(() => [UnitScope], { description: 'Mọi đơn vị của các loại này (scopes).' })
  scopes!: UnitScope[];
}

/** An assignment with its units, through the request's batch. */
export async function assignmentOf(context: RequestContext, { units, scopes }: Assignment): Promise<AssignmentType> {
  return { units: await unitsOfCodes(context, units), scopes: scopes as UnitScope[] };
}

/** Units by code in the order given, through the request's batch; a code without a unit is left out. */
export async function unitsOfCodes({ em, loaders }: RequestContext, codes: readonly string[]): Promise<Unit[]> {
  const read = (wanted: readonly string[]) => readBy(em, Unit, 'code', wanted);
  const units = await Promise.all(codes.map((code) => loaders.load('unit by code', code, read)));
  return units.filter((unit) => unit !== undefined);
}
