import { parseCivilDate, type CivilDate } from '../../schema/base/index.js';
import { readProcedures } from '../../schema/catalogue/index.js';
import { dossierCodePattern } from '../../schema/dossiers/imports/cell-rules.js';
import type { RowLookups } from '../../schema/dossiers/imports/dossier-row.js';
import { builtInRules } from '../../schema/dossiers/intake/built-in.js';
import type { FileFormat, ProfileDefinition } from '../../schema/dossiers/intake/profile-shape.js';
import type { RuleData } from '../../schema/dossiers/intake/rule-schema.js';
import { RowReader } from '../../schema/dossiers/imports/row-reader.js';
import { readUnits } from '../../schema/organisation/index.js';
import { standardProfile } from './import-profiles.js';

/** What a reader without a database reads by; the rest is as a new installation has it. */
export interface SeedReaderOptions {
  readonly today?: CivilDate;
  readonly profile?: ProfileDefinition;
  readonly format?: FileFormat;
  readonly rules?: readonly RuleData[];
}

/** A reader with the units, procedures and rules of a new installation; keys stand for ids. `today` is 2026-06-30. */
export function seedReader(options: SeedReaderOptions = {}): RowReader {
  const { today, profile, format, rules } = options;
  const lookups: RowLookups = {
    codePattern: dossierCodePattern(['H27']),
    units: new Map(
      readUnits().map(({ code, name, kind, validFrom }) => [
        code,
        { id: code, name, kind, validFrom, validTo: null, successorIds: [] },
      ]),
    ),
    procedures: new Map(
      readProcedures().map(({ code, serviceLevel, eligible, competence, ownerCode: ownerId }) => [
        code,
        { id: code, offers: [{ validFrom: null, validTo: null, serviceLevel, eligible, competence, ownerId }] },
      ]),
    ),
    today: today ?? parseCivilDate('2026-06-30'),
  };
  return new RowReader({
    lookups,
    profile: profile ?? standardProfile(),
    format: format ?? 'CSV',
    rules: rules ?? builtInRules(),
  });
}
