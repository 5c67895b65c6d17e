import { readFileSync } from 'node:fs';
import { projectFile } from '../../base/index.js';
import { FORMAT_RULES } from './format-rules.js';
import { parseProfile, type ProfileDefinition } from './profile-shape.js';
import { parseRules, type RuleData } from './rule-schema.js';

const FOLDER = 'schema/dossiers/intake';
const PROFILE_FILES = ['profiles/standard.yaml', 'profiles/one-stop.yaml'];

/** Name of the profile that an import uses when none is named. */
export const STANDARD_PROFILE = 'standard';

/** A profile that comes with this version, with its text. */
export interface BuiltInProfile {
  readonly definition: ProfileDefinition;
  readonly yaml: string;
}

/** The profiles that come with this version. */
export function builtInProfiles(): BuiltInProfile[] {
  return PROFILE_FILES.map((file) => {
    const yaml = readFileSync(projectFile(`${FOLDER}/${file}`), 'utf8');
    return { yaml, definition: parseProfile(file, yaml) };
  });
}

/** The rules that come with this version, those about form first. */
export function builtInRules(): RuleData[] {
  return [...FORMAT_RULES, ...parseRules('rules.yaml', readFileSync(projectFile(`${FOLDER}/rules.yaml`), 'utf8'))];
}
