import { builtInProfiles } from '../../schema/dossiers/intake/built-in.js';
import type { ProfileDefinition } from '../../schema/dossiers/intake/profile-shape.js';

/** A profile of this version. @throws Error when there is none of the name. */
export function builtInProfile(name: string): ProfileDefinition {
  const found = builtInProfiles().find(({ definition }) => definition.name === name);
  if (found) return found.definition;
  throw new Error(`No profile ${name}`);
}

/** The profile that an import uses when none is named. */
export function standardProfile(): ProfileDefinition {
  return builtInProfile('standard');
}
