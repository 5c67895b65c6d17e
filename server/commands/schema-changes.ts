import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { buildSchema } from 'graphql';
import { civilDateAt, PlanError, projectFile } from '../../schema/base/index.js';
import { changelog, releasedChangelog } from '../schema-changes/changelog.js';
import { deprecationFaults } from '../schema-changes/deprecation-rules.js';
import { schemaChanges } from '../schema-changes/schema-changes.js';
import { runCommand } from './run-command.js';

const CURRENT = projectFile('server/schema.graphql');
const RELEASED = projectFile('server/schema.released.graphql');
const CHANGELOG = projectFile('server/schema-changelog.md');

await runCommand(async () => {
  const { values } = parseArgs({ options: { check: { type: 'boolean' }, release: { type: 'string' } } });
  const text = readFileSync(CURRENT, 'utf8');
  const current = buildSchema(text);
  const changes = await schemaChanges(buildSchema(readFileSync(RELEASED, 'utf8')), current);
  const count = (severity: string) => changes.filter((change) => change.severity === severity).length;
  console.log(`SAFE ${count('SAFE')}, DANGEROUS ${count('DANGEROUS')}, BREAKING ${count('BREAKING')}`);
  for (const { severity, message } of changes) if (severity !== 'SAFE') console.log(`${severity} ${message}`);
  const faults = deprecationFaults(current);
  if (faults.length > 0) throw new PlanError('CONFIGURATION', `@deprecated nêu thiếu:\n  ${faults.join('\n  ')}`);
  const before = existsSync(CHANGELOG) ? readFileSync(CHANGELOG, 'utf8') : '';
  if (values.release !== undefined) {
    if (!/^\d+\.\d+\.\d+$/.test(values.release)) {
      throw new PlanError('INVALID_INPUT', '--release cần số phiên bản như 0.2.0.', { field: 'release' });
    }
    writeFileSync(CHANGELOG, releasedChangelog(before, changes, values.release, civilDateAt(new Date())));
    return writeFileSync(RELEASED, text);
  }
  const now = changelog(before, changes);
  if (!values.check) return writeFileSync(CHANGELOG, now);
  if (now !== before) {
    throw new PlanError('CONFIGURATION', 'server/schema-changelog.md chưa cập nhật; chạy npm run schema:changes.');
  }
});
