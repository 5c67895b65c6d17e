import { Certainty, cell, cellOrNull, enumCell, parseCivilDate, readCsvFile } from '../base/index.js';
import { parseShare } from './lineage-rules.js';
import type { LineageFacts } from './lineage-service.js';
import { LineageKind } from './unit-lineage.js';
import type { UnitFacts } from './unit-rules.js';
import { CommuneType, UnitKind } from './unit.js';

/** A reform of units: those that ended, and into which units they went. */
export interface SeedReform {
  readonly units: readonly UnitFacts[];
  readonly steps: readonly LineageFacts[];
}

/**
 * The arrangement of Hà Tĩnh's communes of 01/7/2025: the 207 xã, phường, thị trấn that ended, and the 210 steps into the
 * 67 that they became; Đại Nài went to two and Kỳ Lợi to three, in parts that no source at hand states. Sơn Kim 1 and
 * Sơn Kim 2 went on as they were. Source: Nghị quyết 1665/NQ-UBTVQH15, 16/6/2025; the notes of the rows.
 */
export function readReform(): SeedReform {
  const units = readCsvFile('schema/organisation/ha-tinh/former-units.csv', ['code', 'valid_to', 'certainty']);
  const steps = readCsvFile('schema/organisation/ha-tinh/lineage.csv', ['former_code', 'successor_code', 'share']);
  return {
    units: units.map((row) => ({
      code: cell(row, 'code'),
      kind: UnitKind.Commune,
      communeType: enumCell(row, 'commune_type', CommuneType),
      name: cell(row, 'name'),
      shortName: cell(row, 'short_name'),
      validFrom: null,
      validTo: parseCivilDate(cell(row, 'valid_to')),
      formerDistrict: cellOrNull(row, 'former_district'),
      certainty: enumCell(row, 'certainty', Certainty),
      sourceNote: cell(row, 'source_note'),
    })),
    steps: steps.map((row) => ({
      predecessor: cell(row, 'former_code'),
      successor: cell(row, 'successor_code'),
      kind: enumCell(row, 'kind', LineageKind),
      share: parseShare(cell(row, 'share')) ?? null,
      effectiveOn: parseCivilDate(cell(row, 'effective_on')),
      document: cellOrNull(row, 'document'),
      certainty: enumCell(row, 'certainty', Certainty),
      sourceNote: cell(row, 'source_note'),
    })),
  };
}
