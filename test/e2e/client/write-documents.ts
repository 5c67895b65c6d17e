import { writeFileSync } from 'node:fs';
import { projectFile } from '../../../schema/base/index.js';
import { typedDocuments } from './generate.js';

writeFileSync(projectFile('test/e2e/client/documents.ts'), await typedDocuments());
