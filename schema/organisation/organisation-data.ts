import { Certainty, cell, cellOrNull, enumCell, parseCivilDate, readCsvFile, type CivilDate } from '../base/index.js';
import { CommuneType, UnitKind } from './unit.js';

/** Hà Tĩnh: GSO code and dossier prefix. Source: list of units of the national public service portal. */
export const HA_TINH = { code: '42', name: 'Tỉnh Hà Tĩnh', dossierPrefix: 'H27' } as const;

/** A unit as the data file has it. */
export interface SeedUnit {
  readonly code: string;
  readonly kind: UnitKind;
  readonly communeType: CommuneType | null;
  readonly name: string;
  readonly shortName: string;
  readonly validFrom: CivilDate | null;
  readonly formerDistrict: string | null;
  readonly certainty: Certainty;
  readonly sourceNote: string;
}

/** The 92 units of Hà Tĩnh, departments and agencies first, in file order. */
export function readUnits(): SeedUnit[] {
  return readCsvFile('schema/organisation/ha-tinh/units.csv', ['code', 'kind', 'name', 'certainty']).map((row) => {
    const validFrom = cellOrNull(row, 'valid_from');
    return {
      code: cell(row, 'code'),
      kind: enumCell(row, 'kind', UnitKind),
      communeType: cell(row, 'commune_type') ? enumCell(row, 'commune_type', CommuneType) : null,
      name: cell(row, 'name'),
      shortName: cell(row, 'short_name'),
      validFrom: validFrom ? parseCivilDate(validFrom) : null,
      formerDistrict: cellOrNull(row, 'former_district'),
      certainty: enumCell(row, 'certainty', Certainty),
      sourceNote: cell(row, 'source_note'),
    };
  });
}
