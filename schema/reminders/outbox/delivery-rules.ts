/** What a failed sending means: try again, never again, or nothing works until somebody changes the configuration. */
export type DeliveryFault = 'TEMPORARY' | 'PERMANENT' | 'CONFIGURATION';

/** Minutes until the next try after the first, second … failed one; the last value repeats. */
const BACK_OFF_MINUTES = [5, 10, 20, 40, 60] as const;
/** A server may stay away this long. Source: RFC 5321, 4.5.4.1 (give up after 4–5 days). */
const GIVE_UP_AFTER_MS = 5 * 24 * 3_600_000;

/**
 * Sorts an error of the mailer. Without a reply code nobody knows how far the mail got: that is temporary, and the
 * fixed Message-ID lets the receiver drop a second copy.
 *
 * Source: RFC 5321, 4.2.1 (4yz temporary, 5yz permanent); RFC 4954 (530, 534, 535, 538: authentication).
 */
export function deliveryFaultOf(error: unknown): DeliveryFault {
  const { code, responseCode } = mailerFields(error);
  const isRefusedLogin = responseCode !== null && [530, 534, 535, 538].includes(responseCode);
  if (isRefusedLogin || code === 'EAUTH' || code === 'ENOAUTH' || code === 'EOAUTH2') return 'CONFIGURATION';
  return responseCode !== null && responseCode >= 500 ? 'PERMANENT' : 'TEMPORARY';
}

/**
 * When to try again after a temporary fault; null when it is time to give up.
 *
 * Unit: instants; `attempts` counts the failed tries, this one included.
 */
export function nextAttemptAt(attempts: number, queuedAt: Date, now: Date): Date | null {
  if (now.getTime() - queuedAt.getTime() >= GIVE_UP_AFTER_MS) return null;
  const minutes = BACK_OFF_MINUTES[Math.min(attempts, BACK_OFF_MINUTES.length) - 1] ?? BACK_OFF_MINUTES[0];
  return new Date(now.getTime() + minutes * 60_000);
}

function mailerFields(error: unknown): { code: string | null; responseCode: number | null } {
  if (typeof error !== 'object' || error === null) return { code: null, responseCode: null };
  const { code, responseCode } = error as { code?: unknown; responseCode?: unknown };
  return {
    code: typeof code === 'string' ? code : null,
    responseCode: typeof responseCode === 'number' ? responseCode : null,
  };
}
