import { Certainty, cell, cellOrNull, enumCell, readCsvFile } from '../base/index.js';
import { CompetenceLevel, ProcedureGroup, ServiceLevel } from './procedure-enums.js';
import { limitHours } from './time-limit-rules.js';

/** A procedure as the data file has it. */
export interface SeedProcedure {
  readonly code: string;
  readonly name: string;
  readonly field: string;
  readonly competence: CompetenceLevel;
  /** Code of the department that manages the field. */
  readonly ownerCode: string;
  readonly serviceLevel: ServiceLevel;
  readonly serviceLevelCertainty: Certainty;
  readonly eligible: boolean;
  readonly limitOnlineText: string | null;
  readonly limitDirectText: string | null;
  readonly limitPostalText: string | null;
  readonly limitOnlineHours: number | null;
  readonly limitDirectHours: number | null;
  readonly limitPostalHours: number | null;
  readonly decision: string | null;
  readonly certainty: Certainty;
  readonly sourceNote: string;
}

/** The 172 procedures, in file order. */
export function readProcedures(): SeedProcedure[] {
  return readCsvFile('schema/catalogue/ha-tinh/procedures.csv', ['code', 'name', 'competence', 'owner']).map((row) => ({
    code: cell(row, 'code'),
    name: cell(row, 'name'),
    field: cell(row, 'field'),
    competence: enumCell(row, 'competence', CompetenceLevel),
    ownerCode: cell(row, 'owner'),
    serviceLevel: enumCell(row, 'service_level', ServiceLevel),
    serviceLevelCertainty: enumCell(row, 'service_level_certainty', Certainty),
    eligible: cell(row, 'eligible') === 'true',
    limitOnlineText: cellOrNull(row, 'limit_online'),
    limitDirectText: cellOrNull(row, 'limit_direct'),
    limitPostalText: cellOrNull(row, 'limit_postal'),
    limitOnlineHours: limitHours(cellOrNull(row, 'limit_online')),
    limitDirectHours: limitHours(cellOrNull(row, 'limit_direct')),
    limitPostalHours: limitHours(cellOrNull(row, 'limit_postal')),
    decision: cellOrNull(row, 'decision'),
    certainty: enumCell(row, 'certainty', Certainty),
    sourceNote: cell(row, 'source_note'),
  }));
}

/** A list of procedures that the plan names, as the data file has it. */
export interface SeedGroup {
  readonly code: ProcedureGroup;
  readonly name: string;
  readonly itemCount: number | null;
  readonly certainty: Certainty;
  readonly sourceNote: string;
}

/** That a procedure is on a list, as the data file has it. */
export interface SeedMembership {
  readonly group: ProcedureGroup;
  readonly procedureCode: string;
  /** Item of the list; null when the source does not tell which. */
  readonly item: string | null;
  readonly certainty: Certainty;
  readonly sourceNote: string;
}

/** The lists and what is known of who belongs to them, in file order. */
export function readProcedureGroups(): { readonly groups: SeedGroup[]; readonly memberships: SeedMembership[] } {
  const groups = readCsvFile('schema/catalogue/ha-tinh/procedure-groups.csv', ['code', 'name']).map((row) => ({
    code: enumCell(row, 'code', ProcedureGroup),
    name: cell(row, 'name'),
    itemCount: cell(row, 'item_count') === '' ? null : Number(cell(row, 'item_count')),
    certainty: enumCell(row, 'certainty', Certainty),
    sourceNote: cell(row, 'source_note'),
  }));
  const rows = readCsvFile('schema/catalogue/ha-tinh/procedure-group-memberships.csv', ['group', 'procedure']);
  const memberships = rows.map((row) => ({
    group: enumCell(row, 'group', ProcedureGroup),
    procedureCode: cell(row, 'procedure'),
    item: cellOrNull(row, 'item'),
    certainty: enumCell(row, 'certainty', Certainty),
    sourceNote: cell(row, 'source_note'),
  }));
  return { groups, memberships };
}
