import { readFileSync, writeFileSync } from 'node:fs';
import { lexicographicSortSchema, printSchema } from 'graphql';
import { PlanError, projectFile } from '../../schema/base/index.js';
import { buildGraphqlSchema } from '../graphql/build-schema.js';
import { runCommand } from './run-command.js';

const FILE = 'server/schema.graphql';

await runCommand(async () => {
  const text = `${printSchema(lexicographicSortSchema(await buildGraphqlSchema()))}\n`;
  if (!process.argv.includes('--check')) return writeFileSync(projectFile(FILE), text);
  if (readFileSync(projectFile(FILE), 'utf8') === text) return console.log(`${FILE} đúng với mã nguồn.`);
  throw new PlanError('CONFIGURATION', `${FILE} khác với mã nguồn; chạy npm run schema và xem lại thay đổi.`);
});
