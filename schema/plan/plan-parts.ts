import type { DeadlineData, DutyData, PlanHeaderData, TargetData, TaskData } from './plan-data.js';
import type { ClauseEntry } from './plan-schema.js';
import type { YamlPath } from './plan-yaml.js';

/** The list files of a plan's folder and what one entry of each is. */
export interface PlanEntries {
  clauses: ClauseEntry;
  targets: TargetData;
  tasks: TaskData;
  duties: DutyData;
  deadlines: DeadlineData;
}

/** Names of the list files, without extension. */
export type PlanListName = keyof PlanEntries;

/** An entry of a list file and its index there. */
export interface PlanEntry<T> {
  readonly index: number;
  readonly value: T;
}

/** What could be read of a list file: sound entries, and the codes and clauses named by every entry, sound or not. */
export interface PlanList<T> {
  readonly entries: readonly PlanEntry<T>[];
  readonly codes: readonly { readonly index: number; readonly code: string }[];
  readonly clauses: ReadonlySet<string>;
}

/** What could be read of a folder; null for a file that could not be read at all. */
export type PlanParts = { readonly header: PlanHeaderData | null } & {
  readonly [name in PlanListName]: PlanList<PlanEntries[name]> | null;
};

/** A fault found by comparing entries: which file, which value, why (Vietnamese). */
export interface PlanFault {
  readonly list: PlanListName | 'plan';
  readonly path: YamlPath;
  readonly message: string;
}
