import type { GraphQLFormattedError } from 'graphql';

/** What Apollo says without a code of its own, in its words, and what a client reads instead. */
const FAULTS: ReadonlyMap<string, string> = new Map([
  ['provided sha does not match query', 'Mã băm (sha256Hash) không khớp với truy vấn gửi kèm.'],
  ['Unsupported persisted query version', 'Phiên bản của persistedQuery phải là 1.'],
]);

/** The Vietnamese message when an error tells of a wrong hash or version of a persisted query; null for any other. */
export function persistedFault({ message, extensions, path }: GraphQLFormattedError): string | null {
  if (path || (extensions?.['code'] ?? 'INTERNAL_SERVER_ERROR') !== 'INTERNAL_SERVER_ERROR') return null;
  return FAULTS.get(message) ?? null;
}
