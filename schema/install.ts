import { sql } from 'kysely';
import { projectFile, rowsOf, type Log } from './base/index.js';
import { CalendarService, readCalendarDays } from './calendar/index.js';
import { CatalogueService, readProcedureGroups, readProcedures } from './catalogue/index.js';
import type { Database } from './database.js';
import { ProfileService, RuleService } from './dossiers/index.js';
import { migrateSchema, withInstallationLock } from './migrate.js';
import { IndicatorDefinitionService, readIndicators } from './indicators/index.js';
import { MeasureService, readMeasures } from './observations/index.js';
import { OrganisationService, readReform, readUnits, ReformService } from './organisation/index.js';
import { PlanService, readPlanFolder } from './plan/index.js';

/** Folder of the plan that a new installation carries out. */
const PLAN_FOLDER = 'schema/plan/kh-457';

/**
 * Brings the database at `url` to what this version needs: schema, units, catalogue, calendar and plan. Safe to run by
 * many processes at once and at every start: what is there stays.
 */
export async function prepareInstallation(url: string, database: Database, log: Log): Promise<void> {
  await withInstallationLock(url, async () => {
    await migrateSchema(database, log);
    await loadReferenceData(database, log);
  });
}

async function loadReferenceData(database: Database, log: Log): Promise<void> {
  await database.em.fork().transactional(async (em) => {
    await rowsOf(em, sql`insert into installation (id) values (1) on conflict do nothing`);
    const units = await new OrganisationService(em).load(readUnits());
    const formerUnits = await new ReformService(em).load(readReform());
    const catalogue = new CatalogueService(em);
    const procedures = await catalogue.load(readProcedures());
    const { groups, memberships } = readProcedureGroups();
    const groupMemberships = await catalogue.loadGroups(groups, memberships);
    const calendarDays = await new CalendarService(em).load(readCalendarDays());
    const folder = projectFile(PLAN_FOLDER);
    const data = readPlanFolder(folder);
    const plan = await new PlanService(em).loadAtStart(data);
    const measures = await new MeasureService(em).load(readMeasures());
    const definitions = new IndicatorDefinitionService(em);
    const indicators = await definitions.load(
      data.plan.number,
      readIndicators(folder, data, await definitions.measureDimensions()),
      null,
    );
    const importProfiles = await new ProfileService(em).load();
    const validationRules = await new RuleService(em).load();
    log.info(
      {
        units,
        formerUnits,
        procedures,
        groupMemberships,
        calendarDays,
        measures,
        indicators,
        importProfiles,
        validationRules,
        plan: plan && { ...plan, changes: undefined },
      },
      'reference data ready',
    );
  });
}
