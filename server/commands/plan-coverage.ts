import 'reflect-metadata';
import { parseArgs } from 'node:util';
import { civilDateAt, parseCivilDate, PlanError, projectFile } from '../../schema/base/index.js';
import { ClauseKind, planCoverage, readPlanFolder, type ClauseCoverage } from '../../schema/plan/index.js';
import { runCommand } from './run-command.js';

const USAGE = 'Cách dùng: npm run plan:coverage [-- THƯ_MỤC] [--as-of 2026-03-01]';
const PLAN_FOLDER = 'schema/plan/kh-457';
const LONGEST_QUOTE = 70;
const WIDTHS = [10, 32] as const;

const NAMES: Record<ClauseKind, string> = {
  [ClauseKind.Target]: 'chỉ tiêu',
  [ClauseKind.Task]: 'nhiệm vụ',
  [ClauseKind.Duty]: 'nghĩa vụ',
  [ClauseKind.Deadline]: 'thời hạn',
  [ClauseKind.Responsibility]: 'trách nhiệm',
  [ClauseKind.Information]: 'thông tin',
};

await runCommand(async () => {
  const { positionals, values } = parseArgs({ allowPositionals: true, options: { 'as-of': { type: 'string' } } });
  if (positionals.length > 1) throw new PlanError('INVALID_INPUT', USAGE);
  const data = readPlanFolder(positionals[0] ?? projectFile(PLAN_FOLDER));
  const asked = values['as-of'];
  const day = asked === undefined ? civilDateAt(new Date()) : parseCivilDate(asked);
  const coverage = planCoverage(data, day);
  console.log(`Kế hoạch ${data.plan.number}, như có hiệu lực ngày ${day}\n`);
  for (const clause of coverage) printClause(clause);
  printCounts(coverage);
  if (coverage.some(({ faults }) => faults.length > 0)) process.exitCode = 1;
});

function printClause({ code, kinds, entries, faults }: ClauseCoverage): void {
  const lines = [
    ...entries.map((entry) => {
      const from = entry.code.startsWith(code) ? '' : ' (ở điểm trên)';
      return `${NAMES[entry.kind]} ${entry.code}${from} «${shortened(entry.quote)}»`;
    }),
    ...faults.map((fault) => `LỖI: ${fault}`),
  ];
  const kindNames = kinds.map((kind) => NAMES[kind]).join(', ');
  for (const [index, line] of (lines.length > 0 ? lines : ['–']).entries()) {
    const head = index === 0 ? [code, kindNames] : ['', ''];
    console.log([...head.map((text, column) => text.padEnd(WIDTHS[column] ?? 0)), line].join(' '));
  }
}

function printCounts(coverage: readonly ClauseCoverage[]): void {
  const own = coverage.flatMap(({ code, entries }) =>
    entries.filter((entry) => entry.code === code || entry.code.startsWith(`${code}-`)),
  );
  const counts = [ClauseKind.Target, ClauseKind.Task, ClauseKind.Duty, ClauseKind.Deadline].map(
    (kind) => `${own.filter((entry) => entry.kind === kind).length} ${NAMES[kind]}`,
  );
  const faults = coverage.reduce((sum, clause) => sum + clause.faults.length, 0);
  console.log(`\n${coverage.length} điểm: ${counts.join(', ')}; ${faults} lỗi.`);
}

function shortened(quote: string): string {
  return quote.length <= LONGEST_QUOTE ? quote : `${quote.slice(0, LONGEST_QUOTE).trimEnd()}…`;
}
