import 'reflect-metadata';
import type { EntityManager } from '@mikro-orm/postgresql';
import { parseArgs } from 'node:util';
import { civilDateAt, createLog, PlanError, readEnvironment, rehearse } from '../../schema/base/index.js';
import { openDatabase } from '../../schema/database.js';
import { prepareInstallation } from '../../schema/install.js';
import { assertMigrated, withInstallationLock } from '../../schema/migrate.js';
import { IndicatorDefinitionService, readIndicators, type IndicatorLoad } from '../../schema/indicators/index.js';
import {
  PlanLoadService,
  readPlanFolder,
  type PlanChange,
  type PlanData,
  type PlanLoad,
} from '../../schema/plan/index.js';
import { rewriteQueuedMails } from '../graphql/queued-mails.js';
import { commandDatabaseUrl } from './command-database.js';
import { deadlineLines } from './deadline-lines.js';
import { runCommand } from './run-command.js';

const USAGE = 'Cách dùng: npm run plan:load -- THƯ_MỤC [--dry-run] [--province 42]';
const ACTOR = 'command plan:load';

const NAMES: Readonly<Record<string, string>> = {
  plan: 'kế hoạch',
  clause: 'điểm',
  target: 'chỉ tiêu',
  task: 'nhiệm vụ',
  duty: 'nghĩa vụ',
  deadline_rule: 'thời hạn',
};
const SIGNS: Record<PlanChange['kind'], string> = { CREATED: '+', CHANGED: '~', REMOVED: '-' };

/** What loading the plan and its indicators did. */
type Loaded = PlanLoad & { readonly indicators: IndicatorLoad };

await runCommand(async () => {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: { 'dry-run': { type: 'boolean' }, province: { type: 'string' } },
  });
  const [folder] = positionals;
  if (folder === undefined || positionals.length > 1) throw new PlanError('INVALID_INPUT', USAGE);
  const data = readPlanFolder(folder);
  const dryRun = values['dry-run'] ?? false;
  const environment = readEnvironment();
  const url = commandDatabaseUrl(environment);
  const database = await openDatabase({ url, poolSize: 2 });
  try {
    if (dryRun) await assertMigrated(database);
    else await prepareInstallation(url, database, createLog('command', environment.LOG_LEVEL));
    const today = civilDateAt(new Date());
    const act = { actor: ACTOR, provinceCode: values.province, today, dryRun: false };
    const em = database.em.fork();
    const definitions = readIndicators(folder, data, await new IndicatorDefinitionService(em).measureDimensions());
    const work = async (own: EntityManager) => {
      const load = await new PlanLoadService(own).load(data, act);
      const indicators = await new IndicatorDefinitionService(own).load(data.plan.number, definitions, ACTOR);
      return { load, indicators, mails: await rewriteQueuedMails({ day: today, environment }, own, load) };
    };
    const { load, indicators, mails } = await withInstallationLock(url, () =>
      dryRun ? rehearse(em, work) : em.transactional(work),
    );
    print(data, { ...load, indicators }, dryRun);
    for (const line of await deadlineLines(em, load, mails)) console.log(line);
  } finally {
    await database.close();
  }
});

function print({ plan }: PlanData, { summary, indicators }: Loaded, dryRun: boolean): void {
  const { clauses, targets, tasks, duties, deadlineRules, created, changed, removed, changes } = summary;
  console.log(
    `Kế hoạch ${plan.number}: ${clauses} điểm, ${targets} chỉ tiêu, ${tasks} nhiệm vụ, ${duties} nghĩa vụ, ` +
      `${deadlineRules} thời hạn (tính mọi phiên bản).`,
  );
  for (const { kind, table, code, documentNumber, fields } of changes) {
    const document = documentNumber === null ? '' : ` (${documentNumber})`;
    const which = fields.length === 0 ? '' : `: ${fields.join(', ')}`;
    console.log(`${SIGNS[kind]} ${NAMES[table] ?? table} ${code}${document}${which}`);
  }
  for (const version of indicators.created) console.log(`+ chỉ số ${version}`);
  console.log(
    `${dryRun ? 'Nạp thử, không lưu gì' : 'Đã nạp'}: ${created} dòng mới, ${changed} dòng đổi, ${removed} dòng bỏ.`,
  );
}
