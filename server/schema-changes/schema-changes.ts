import { ChangeType, CriticalityLevel, diff } from '@graphql-inspector/core';
import type { GraphQLSchema } from 'graphql';

/** How a change meets clients: breaks them, may surprise them, does neither. */
export type Severity = 'BREAKING' | 'DANGEROUS' | 'SAFE';

/** One difference between two schemas. */
export interface SchemaChange {
  readonly severity: Severity;
  /** Where: `Type.field.argument`. */
  readonly path: string;
  /** What, in the words of graphql-inspector (English). */
  readonly message: string;
  /** Only words changed, nothing that a program sees. */
  readonly isWording: boolean;
}

const SEVERITIES: Readonly<Record<CriticalityLevel, Severity>> = {
  [CriticalityLevel.Breaking]: 'BREAKING',
  [CriticalityLevel.Dangerous]: 'DANGEROUS',
  [CriticalityLevel.NonBreaking]: 'SAFE',
};

/** The differences from the released schema to this one, worst first, then by place. */
export async function schemaChanges(released: GraphQLSchema, current: GraphQLSchema): Promise<SchemaChange[]> {
  const changes = (await diff(released, current)).map(({ criticality, path, message, type }) => ({
    severity: SEVERITIES[criticality.level],
    path: path ?? '',
    message,
    isWording: WORDING.has(type),
  }));
  return withoutParts(changes).toSorted(
    (one, other) => rank(one) - rank(other) || compare(one.path, other.path) || compare(one.message, other.message),
  );
}

const ORDER: readonly Severity[] = ['BREAKING', 'DANGEROUS', 'SAFE'];
const WORDING: ReadonlySet<string> = new Set(
  Object.values(ChangeType).filter((type) => /DESCRIPTION_(CHANGED|ADDED|REMOVED)$/.test(type)),
);

function rank({ severity }: SchemaChange): number {
  return ORDER.indexOf(severity);
}

function compare(one: string, other: string): number {
  return Number(one > other) - Number(one < other);
}

/** What is new as a whole is told once: the fields of a new type and the arguments of a new field are parts of it. */
function withoutParts(changes: readonly SchemaChange[]): SchemaChange[] {
  const added = new Set(changes.filter(({ message }) => / was added/.test(message)).map(({ path }) => path));
  return changes.filter(({ path, severity }) => severity !== 'SAFE' || !parentsOf(path).some((one) => added.has(one)));
}

function parentsOf(path: string): string[] {
  const steps = path.split('.');
  return steps.slice(1).map((_step, index) => steps.slice(0, index + 1).join('.'));
}
