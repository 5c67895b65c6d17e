import type { Client } from 'pg';
import { PlanError, type CivilDate } from '../../base/index.js';
import { RowReader } from '../imports/row-reader.js';
import { builtInProfiles, builtInRules, STANDARD_PROFILE } from './built-in.js';
import { formatOf } from './file-format.js';
import { readLookups } from './lookups.js';
import { parseProfile, type FileFormat, type ProfileDefinition } from './profile-shape.js';
import type { RuleData } from './rule-schema.js';

/** What to read, and by what. */
export interface ReadingOptions {
  readonly today: CivilDate;
  readonly fileName: string;
  /** Name of a stored profile; the standard one when left out. */
  readonly profile?: string | null;
  /** How the file is laid out; by its name when left out. The content must agree either way. */
  readonly format?: FileFormat | null;
}

/**
 * A reader for one file, with profile, rules, units and procedures as they are stored. Where a database holds no rule
 * or profile of that name yet, those of this version count.
 * @throws PlanError NOT_FOUND when there is no such profile, INVALID_INPUT when the profile does not take the format.
 */
export async function openRowReader(client: Client, options: ReadingOptions): Promise<RowReader> {
  const profile = await readProfile(client, options.profile ?? STANDARD_PROFILE);
  const format = options.format ?? formatOf(options.fileName);
  if (!profile.formats.includes(format)) {
    const takes = profile.formats.join(', ');
    throw new PlanError('INVALID_INPUT', `Mẫu nạp «${profile.name}» không nhận tệp ${format}, chỉ nhận: ${takes}.`, {
      field: 'format',
    });
  }
  const lookups = await readLookups(client, options.today);
  return new RowReader({ profile, format, lookups, rules: await readRules(client) });
}

async function readProfile(client: Client, name: string): Promise<ProfileDefinition> {
  const { rows } = await client.query<{ yaml: string }>(
    'select yaml from import_profile where name = $1 order by version desc limit 1',
    [name],
  );
  const [stored] = rows;
  if (stored) return parseProfile(name, stored.yaml);
  const builtIn = builtInProfiles().find(({ definition }) => definition.name === name);
  if (builtIn) return builtIn.definition;
  throw new PlanError('NOT_FOUND', `Không có mẫu nạp «${name}».`, { field: 'profile' });
}

async function readRules(client: Client): Promise<RuleData[]> {
  const { rows } = await client.query<RuleData>(
    'select code, "check", severity, enabled, parameters, message, source from validation_rule order by code',
  );
  const stored = new Set(rows.map(({ code }) => code));
  return [...rows, ...builtInRules().filter(({ code }) => !stored.has(code))];
}
