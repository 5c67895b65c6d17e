import type { ReportDocument } from '../report-document.js';
import { canonicalJson } from './canonical-json.js';

/** Whether a document is the sealed one, and what differs. */
export interface Verification {
  readonly result: 'SEALED' | 'DIFFERENT';
  /** Where the document says something else, in the order of their paths; empty when it is the sealed one. */
  readonly differences: readonly DocumentDifference[];
}

/** A place at which a document and the sealed one differ; values as JSON, null where there is nothing. */
export interface DocumentDifference {
  /** `figures.statistics.receivedOnline`, `recipients[0].code`. */
  readonly path: string;
  readonly sealed: string | null;
  readonly found: string | null;
}

/**
 * Compares a document as parsed from a file with the sealed text: the order of members and the layout of the file are of
 * no account, every value is.
 * @throws SyntaxError when the sealed text is no JSON: it was not made by sealing.
 */
export function verifyDocument(found: unknown, sealedText: string): Verification {
  const sealed = JSON.parse(sealedText) as ReportDocument;
  if (isJson(found) && canonicalJson(found) === sealedText) return { result: 'SEALED', differences: [] };
  return { result: 'DIFFERENT', differences: differencesBetween('', sealed, found) };
}

function isJson(value: unknown): boolean {
  return value !== undefined && typeof value !== 'function' && typeof value !== 'symbol';
}

function differencesBetween(path: string, sealed: unknown, found: unknown): DocumentDifference[] {
  if (isRecord(sealed) && isRecord(found)) {
    const names = [...new Set([...Object.keys(sealed), ...Object.keys(found)])].toSorted();
    return names.flatMap((name) =>
      differencesBetween(path === '' ? name : `${path}.${name}`, memberOf(sealed, name), memberOf(found, name)),
    );
  }
  if (Array.isArray(sealed) && Array.isArray(found)) {
    const places = Array.from({ length: Math.max(sealed.length, found.length) }, (_, place) => place);
    return places.flatMap((place) => differencesBetween(`${path}[${place}]`, sealed[place], found[place]));
  }
  const [was, is] = [textOf(sealed), textOf(found)];
  return was === is ? [] : [{ path, sealed: was, found: is }];
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function memberOf(record: Readonly<Record<string, unknown>>, name: string): unknown {
  return Object.hasOwn(record, name) ? record[name] : undefined;
}

function textOf(value: unknown): string | null {
  return isJson(value) ? canonicalJson(value) : null;
}
