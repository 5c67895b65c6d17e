/**
 * What a failed sending means. `TEMPORARY`: try again; `BOUNCED`: this mailbox takes no mail, another may; `PERMANENT`:
 * this mail is refused for what it is; `CONFIGURATION`: the server refuses us, whatever the mail: nothing works until
 * somebody changes something.
 */
export type DeliveryFault = 'TEMPORARY' | 'BOUNCED' | 'PERMANENT' | 'CONFIGURATION';

/** Minutes until the next try after the first, second … failed one; the last value repeats. */
const BACK_OFF_MINUTES = [5, 10, 20, 40, 60] as const;
/** A server may stay away this long. Source: RFC 5321, 4.5.4.1 (give up after 4–5 days). */
const GIVE_UP_AFTER_MS = 5 * 24 * 3_600_000;

/** Replies about authentication, whatever command they answer. Source: RFC 4954, 6. */
const LOGIN_REPLIES = [530, 534, 535, 538];
/** Destination mailbox: unknown, bad, moved, disabled, full. Source: RFC 3463, 3.2 and 3.3. */
const MAILBOX_STATUS = /^5\d\d[ -]5\.(?:1\.[1236]|2\.[12])\b/;
/** Security and policy: who may send, not who may receive. Source: RFC 3463, 3.8. */
const POLICY_STATUS = /^5\d\d[ -]5\.7\./;

/**
 * Sorts an error of the mailer. Without a reply code nobody knows how far the mail got: that is temporary, and the
 * fixed Message-ID lets the receiver drop a second copy. A refusal before the server was told of a recipient (greeting,
 * login, sender) says nothing about the mail.
 *
 * Source: RFC 5321, 4.2.1 (4yz temporary, 5yz permanent); RFC 4954 (530, 534, 535, 538: authentication); RFC 3463.
 */
export function deliveryFaultOf(error: unknown): DeliveryFault {
  const { code, command, response, responseCode } = mailerFields(error);
  if (responseCode === null) {
    return code !== null && LOGIN_ERRORS.includes(code) ? 'CONFIGURATION' : 'TEMPORARY';
  }
  if (responseCode < 500) return 'TEMPORARY';
  if (LOGIN_REPLIES.includes(responseCode) || (code !== null && LOGIN_ERRORS.includes(code))) return 'CONFIGURATION';
  if (MAILBOX_STATUS.test(response)) return 'BOUNCED';
  if (command === 'RCPT TO') return POLICY_STATUS.test(response) ? 'CONFIGURATION' : 'BOUNCED';
  return command === 'DATA' || code === 'EMESSAGE' ? 'PERMANENT' : 'CONFIGURATION';
}

/** What nodemailer calls a login that failed or cannot be made. */
const LOGIN_ERRORS = ['EAUTH', 'ENOAUTH', 'EOAUTH2'];

/** Reply code of the mail server, 200 to 599; null when it gave none. */
export function replyCodeOf(error: unknown): number | null {
  return mailerFields(error).responseCode;
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

interface MailerFields {
  readonly code: string | null;
  readonly command: string | null;
  readonly response: string;
  readonly responseCode: number | null;
}

function mailerFields(error: unknown): MailerFields {
  const { code, command, response, responseCode } = (
    typeof error === 'object' && error !== null ? error : {}
  ) as Partial<Record<keyof MailerFields, unknown>>;
  return {
    code: typeof code === 'string' ? code : null,
    command: typeof command === 'string' ? command : null,
    response: typeof response === 'string' ? response : '',
    responseCode: typeof responseCode === 'number' ? responseCode : null,
  };
}
