/** What a client may be told went wrong; a closed set, so that frontends can rely on it. */
export type PlanErrorCode =
  'INVALID_INPUT' | 'NOT_FOUND' | 'UNAUTHENTICATED' | 'FORBIDDEN' | 'CONFLICT' | 'CONFIGURATION' | 'SCHEMA_TOO_NEW';

/**
 * An expected refusal: its code, message (Vietnamese, for the user) and details may be shown to a client.
 * Every other error is a fault of ours and never leaves the process as text.
 */
export class PlanError extends Error {
  constructor(
    readonly code: PlanErrorCode,
    message: string,
    readonly details: Readonly<Record<string, unknown>> = {},
  ) {
    super(message);
    this.name = 'PlanError';
  }
}

/** The error itself, or an Error made of whatever was thrown. */
export function toError(thrown: unknown): Error {
  return thrown instanceof Error ? thrown : new Error(String(thrown));
}
