import { createTransport } from 'nodemailer';
import type { SendMail } from '../../schema/reminders/index.js';

/** Longest waits for the mail server, in milliseconds; below the time that the sending transaction may be idle. */
const CONNECT_TIMEOUT_MS = 10_000;
const SOCKET_TIMEOUT_MS = 120_000;

/** Where mail goes out and in whose name. */
export interface MailerOptions {
  readonly smtpUrl: string;
  readonly from: { readonly name: string; readonly address: string };
  /** Longest waits in milliseconds, for a connection and for each answer; 10 s and 120 s when left out. */
  readonly timeouts?: { readonly connectMs: number; readonly answerMs: number };
}

/** An open mailer. */
export interface Mailer {
  readonly send: SendMail;
  /** Ends its connections. */
  close(): void;
}

/** A mailer that keeps its connections; it never repeats a mail by itself. */
export function openMailer({ smtpUrl, from, timeouts }: MailerOptions): Mailer {
  const { connectMs, answerMs } = timeouts ?? { connectMs: CONNECT_TIMEOUT_MS, answerMs: SOCKET_TIMEOUT_MS };
  const transport = createTransport({
    url: smtpUrl,
    pool: true,
    maxConnections: 2,
    maxRequeues: 0,
    connectionTimeout: connectMs,
    greetingTimeout: connectMs,
    socketTimeout: answerMs,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return {
    send: async ({ to, subject, text, html, messageId }) => {
      await transport.sendMail({
        from,
        // As an object: in a string, commas and line breaks would name further recipients.
        to: { name: to.name, address: to.address },
        subject,
        text,
        html,
        messageId,
        headers: { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' },
      });
    },
    close: () => transport.close(),
  };
}
