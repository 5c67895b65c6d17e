import 'reflect-metadata';
import type { EntityManager } from '@mikro-orm/postgresql';
import { parseArgs } from 'node:util';
import {
  civilDateAt,
  createLog,
  formatVietnameseDate,
  PlanError,
  readEnvironment,
  rehearse,
} from '../../schema/base/index.js';
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
import { commandDatabaseUrl } from './command-database.js';
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
    const act = { actor: ACTOR, provinceCode: values.province, today: civilDateAt(new Date()), dryRun: false };
    const definitions = new IndicatorDefinitionService(database.em.fork());
    const indicators = readIndicators(folder, data, await definitions.measureDimensions());
    const load = async (em: EntityManager) => ({
      ...(await new PlanLoadService(em).load(data, act)),
      indicators: await new IndicatorDefinitionService(em).load(data.plan.number, indicators, ACTOR),
    });
    const loaded = await withInstallationLock(url, () => {
      const em = database.em.fork();
      return dryRun ? rehearse(em, load) : em.transactional(load);
    });
    print(data, loaded, dryRun);
  } finally {
    await database.close();
  }
});

function print({ plan }: PlanData, { summary, moved, indicators }: Loaded, dryRun: boolean): void {
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
  const groups = Map.groupBy(
    moved,
    ({ title, dueOnBefore, dueOn }) =>
      `«${title}»: ${formatVietnameseDate(dueOnBefore)} → ${formatVietnameseDate(dueOn)}`,
  );
  for (const [move, deadlines] of groups) console.log(`Dời hạn ${move}, ${deadlines.length} đơn vị`);
  console.log(
    `${dryRun ? 'Nạp thử, không lưu gì' : 'Đã nạp'}: ${created} dòng mới, ${changed} dòng đổi, ${removed} dòng bỏ, ` +
      `${moved.length} việc dời hạn.`,
  );
}
