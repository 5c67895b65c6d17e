import { Certainty, cell, cellOrNull, enumCell, PlanError, readCsvFile } from '../base/index.js';
import { CompetenceLevel, ProcedureGroup, ServiceLevel } from './procedure.js';
import { limitHours } from './time-limit-rules.js';

/** A procedure as the data file has it. */
export interface SeedProcedure {
  readonly code: string;
  readonly name: string;
  readonly field: string;
  readonly competence: CompetenceLevel;
  /** Code of the department that manages the field. */
  readonly ownerCode: string;
  readonly groups: ProcedureGroup[];
  readonly serviceLevel: ServiceLevel;
  readonly serviceLevelCertainty: Certainty;
  readonly eligible: boolean;
  readonly limitOnlineText: string | null;
  readonly limitDirectText: string | null;
  readonly limitOnlineHours: number | null;
  readonly limitDirectHours: number | null;
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
    groups: cell(row, 'groups').split(';').filter(Boolean).map(groupOf),
    serviceLevel: enumCell(row, 'service_level', ServiceLevel),
    serviceLevelCertainty: enumCell(row, 'service_level_certainty', Certainty),
    eligible: cell(row, 'eligible') === 'true',
    limitOnlineText: cellOrNull(row, 'limit_online'),
    limitDirectText: cellOrNull(row, 'limit_direct'),
    limitOnlineHours: limitHours(cellOrNull(row, 'limit_online')),
    limitDirectHours: limitHours(cellOrNull(row, 'limit_direct')),
    decision: cellOrNull(row, 'decision'),
    certainty: enumCell(row, 'certainty', Certainty),
    sourceNote: cell(row, 'source_note'),
  }));
}

function groupOf(code: string): ProcedureGroup {
  const group = Object.values(ProcedureGroup).find((known) => known === code);
  if (group !== undefined) return group;
  throw new PlanError('CONFIGURATION', `Nhóm thủ tục «${code}» không có trong danh mục.`);
}
