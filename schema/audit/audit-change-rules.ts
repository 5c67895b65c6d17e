/** A field of an audited record that is not the same before and after. */
export interface AuditedField {
  readonly name: string;
  /** The value as text, JSON unless it is a text itself; null when there was none. */
  readonly before: string | null;
  readonly after: string | null;
}

/** What the details of an audit row tell of a change. */
export interface AuditedChange {
  /** Changed fields by name; empty when the row is not of a changed record. */
  readonly fields: readonly AuditedField[];
  readonly reason: string | null;
}

/** Reads `{ before, after, reason }`, the shape that `AuditService.recordChange` writes, from the details of a row. */
export function changeIn(details: Readonly<Record<string, unknown>> | null): AuditedChange {
  const [before, after] = [recordOf(details?.['before']), recordOf(details?.['after'])];
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])].toSorted();
  const fields = names
    .map((name) => ({ name, before: textOf(before[name]), after: textOf(after[name]) }))
    .filter((field) => field.before !== field.after);
  const reason = details?.['reason'];
  return { fields, reason: typeof reason === 'string' ? reason : null };
}

function recordOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {};
}

function textOf(value: unknown): string | null {
  if (value === undefined || value === null) return null;
  return typeof value === 'string' ? value : JSON.stringify(value);
}
