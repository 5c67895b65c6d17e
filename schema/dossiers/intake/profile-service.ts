import type { EntityManager } from '@mikro-orm/postgresql';
import { sql } from 'kysely';
import { AuditService } from '../../audit/index.js';
import { readModelOf, rowsOf } from '../../base/index.js';
import { builtInProfiles } from './built-in.js';
import { ImportProfile } from './import-profile.js';
import { parseProfile, type ProfileDefinition } from './profile-shape.js';

/** Keeps the profiles that dossier files are read by. */
export class ProfileService {
  constructor(private readonly em: EntityManager) {}

  /** Stores the profiles of this version whose name is not stored yet; what is stored stays. Number of them. */
  async load(): Promise<number> {
    const stored = new Set((await this.current()).map(({ name }) => name));
    const missing = builtInProfiles().filter(({ definition }) => !stored.has(definition.name));
    for (const { definition, yaml } of missing) {
      const { name, title } = definition;
      this.em.create(ImportProfile, { name, version: 1, title, yaml, savedBy: 'installation' });
    }
    await this.em.flush();
    return missing.length;
  }

  /** How a profile reads files; null when there is none of that name. */
  async definitionOf(name: string): Promise<ProfileDefinition | null> {
    const stored = (await this.current()).find((profile) => profile.name === name);
    if (stored) return parseProfile(name, stored.yaml);
    return builtInProfiles().find(({ definition }) => definition.name === name)?.definition ?? null;
  }

  /** The version in force of every profile, by name. One statement. */
  async current(): Promise<ImportProfile[]> {
    const model = readModelOf(this.em, ImportProfile);
    const rows = await rowsOf(
      this.em,
      sql<Record<string, unknown>>`select distinct on (import_profile.name) ${model.columns('import_profile')}
        from import_profile order by import_profile.name, import_profile.version desc`,
    );
    return rows.map((row) => model.read(row));
  }

  /**
   * Stores a profile as the next version of its name, audited; the text that is in force already changes nothing.
   * @throws PlanError INVALID_INPUT naming file, line and reason of every fault.
   */
  async save(file: string, yaml: string, actor: string): Promise<ImportProfile> {
    const { name, title } = parseProfile(file, yaml);
    await rowsOf(this.em, sql`select pg_advisory_xact_lock(hashtext(${`import_profile ${name}`}))`);
    const before = (await this.current()).find((profile) => profile.name === name) ?? null;
    if (before?.yaml === yaml) return before;
    const version = (before?.version ?? 0) + 1;
    const profile = this.em.create(ImportProfile, { name, version, title, yaml, savedBy: actor });
    await this.em.flush();
    await new AuditService(this.em).recordChange({
      actor,
      action: 'IMPORT_PROFILE_SAVED',
      subjectType: 'ImportProfile',
      subjectId: profile.id,
      before: before && { name, version: before.version, title: before.title, yaml: before.yaml },
      after: { name, version, title, yaml },
      reason: null,
    });
    return profile;
  }
}
