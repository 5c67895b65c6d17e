import { toGlobalId } from '../../schema/base/index.js';
import { Deadline, DeadlineKind } from '../../schema/plan/index.js';
import { dataOf, resultOf } from './answers.js';
import type { RunningServer } from './running-server.js';

const ANSWER = `__typename ... on ReportPayload { report { state revision timeliness } }
  ... on ReportConflict { message report { state revision } } ... on UserErrors { userErrors { code message path } }`;
const BULK = `... on BulkReportsPayload { doneCount items { done report { state } userErrors { code message } } }
  ... on UserErrors { userErrors { code path } }`;

/** A report with what its viewer can do with it. */
export interface ShownReport {
  readonly id: string;
  readonly state: string;
  readonly availableActions: readonly {
    readonly action: string;
    readonly allowed: boolean;
    readonly block: string | null;
    readonly reason: string | null;
  }[];
}

/** What became of each of many reports; or only `userErrors`. */
export interface BulkAnswer {
  readonly doneCount: number;
  readonly items: readonly {
    readonly done: boolean;
    readonly report: { readonly state: string } | null;
    readonly userErrors: readonly { readonly code: string; readonly message: string }[];
  }[];
}

/** A step of a report's history. */
export interface Step {
  readonly action: string;
  readonly actionName: string;
  readonly actor: string;
  readonly fromState: string | null;
  readonly toState: string;
  readonly revision: number;
  readonly reason: string | null;
  readonly at: string;
}

/** A revision of a report. */
export interface Revision {
  readonly id: string;
  readonly number: number;
  readonly reason: string | null;
  readonly sealedAt: string | null;
  readonly documentSha256: string | null;
  readonly figures: object;
}

interface Act {
  /** Name of the mutation. */
  readonly name: string;
  readonly token: string;
  /** Left out of the mutation when undefined. */
  readonly reason?: string | undefined;
}

/** Does one mutation of one report; its answer. */
export async function actOnReport(
  server: RunningServer,
  { name, id, token, reason }: Act & { readonly id: string },
): Promise<Record<string, unknown>> {
  const [type, argument] = reasonParts(reason);
  const text = `mutation ($id: ID!${type}) { ${name}(id: $id${argument}) { ${ANSWER} } }`;
  return resultOf(await server.request(text, { id, reason }, token));
}

/** Does one mutation of many reports; its answer. */
export async function actOnReports(
  server: RunningServer,
  { name, ids, token, reason }: Act & { readonly ids: readonly string[] },
): Promise<BulkAnswer> {
  const [type, argument] = reasonParts(reason);
  const text = `mutation ($ids: [ID!]!${type}) { ${name}(ids: $ids${argument}) { ${BULK} } }`;
  return resultOf(await server.request(text, { ids, reason }, token)) as unknown as BulkAnswer;
}

/** The report of a unit for a period as a viewer sees it. */
export async function reportOfUnit(
  server: RunningServer,
  unit: string,
  period: string,
  token: string,
): Promise<ShownReport> {
  const fields = 'id state availableActions { action allowed block reason }';
  const text = `{ unit(code: "${unit}") { reports(period: "${period}") { nodes { ${fields} } } } }`;
  const data = dataOf<{ unit: { reports: { nodes: ShownReport[] } } }>(await server.request(text, {}, token));
  const [report] = data.unit.reports.nodes;
  if (!report) throw new Error(`${unit} has no report of ${period}`);
  return report;
}

/** Global id of the deadline of a unit's report. */
export async function deadlineIdOf(server: RunningServer, unit: string, periodId: string): Promise<string> {
  const where = { unit: { code: unit }, kind: DeadlineKind.Report, periodId };
  return toGlobalId('Deadline', (await server.orm.em.fork().findOneOrFail(Deadline, where)).id);
}

function reasonParts(reason: string | undefined): [type: string, argument: string] {
  return reason === undefined ? ['', ''] : [', $reason: String!', ', reason: $reason'];
}
