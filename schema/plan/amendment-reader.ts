import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import {
  amendmentHeaderProblems,
  PlanState,
  type AmendmentEntry,
  type AmendmentFile,
} from './amendment-state-rules.js';
import { parentCodeOf } from './plan-clause-index.js';
import type { AmendmentData, PlanData, PlanProblem } from './plan-data.js';
import type { PlanEntries, PlanListName } from './plan-parts.js';
import { amendmentSchema } from './plan-schema.js';
import { inOrder } from './plan-versions-rules.js';
import { parseShape, readYamlFile, shapeProblems } from './plan-yaml.js';

/** Folder of a plan that holds one file for each document that amends it. */
const FOLDER = 'amendments';

/**
 * The amendments of a plan whose own files are sound, in the order in which they take effect; each is checked against
 * the plan as the ones before it left it. Problems are added to `problems`, at the lines of the amending files.
 */
export function readAmendments(
  folder: string,
  issued: Omit<PlanData, 'amendments'>,
  problems: PlanProblem[],
): AmendmentData[] {
  const files = amendmentFiles(folder, problems);
  problems.push(...amendmentHeaderProblems(issued.plan, files));
  const ordered = inOrder(files.map((file) => ({ ...file.amendment, file })));
  const state = new PlanState(issued);
  for (const { file } of ordered) {
    const found = state.amend(file);
    problems.push(...found);
    if (found.length > 0) break;
  }
  return ordered.map(({ file }) => amendmentData(file.amendment));
}

function amendmentFiles(folder: string, problems: PlanProblem[]): AmendmentFile[] {
  const place = join(folder, FOLDER);
  if (!existsSync(place)) return [];
  const names = [...readdirSync(place)].filter((name) => /\.ya?ml$/.test(name));
  return names.toSorted().flatMap((name): AmendmentFile[] => {
    const yaml = readYamlFile(folder, `${FOLDER}/${name}`);
    if (Array.isArray(yaml)) {
      problems.push(...yaml);
      return [];
    }
    const result = parseShape(amendmentSchema, yaml.value);
    if (result.success) return [{ yaml, amendment: result.data }];
    problems.push(...shapeProblems(yaml, [], result.error));
    return [];
  });
}

function amendmentData({ changed, added, ...amendment }: AmendmentEntry): AmendmentData {
  return { ...amendment, changed: entriesOf(changed), added: entriesOf(added) };
}

/** Positions of clauses follow from the whole document, which only `planVersions` sees. */
function entriesOf({ clauses, ...others }: { readonly [list in PlanListName]: PlanEntries[list][] }) {
  return {
    ...others,
    clauses: clauses.map((clause) => ({ ...clause, parent: parentCodeOf(clause.code), position: 0 })),
  };
}
