import type { AddressInfo } from 'node:net';
import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { callbackify } from 'node:util';
import { simpleParser, type ParsedMail } from 'mailparser';
import { SMTPServer } from 'smtp-server';

/** A mail that the server took. */
export interface CaughtMail {
  /** Recipients of the envelope. */
  readonly recipients: readonly string[];
  readonly parsed: ParsedMail;
  readonly raw: string;
}

/** A real SMTP server on a free port of this machine. */
export interface SmtpCatcher {
  readonly url: string;
  /** In the order they came in. */
  readonly mails: readonly CaughtMail[];
  /** Mails offered, the refused ones included. */
  readonly offered: number;
  close(): Promise<void>;
}

/** What the server does with the n-th mail offered (from 1): a reply code of 4xx or 5xx refuses it, null takes it. */
export type SmtpAnswer = (offered: number) => number | null;

/** Starts a server that keeps every mail it takes; with `login` it refuses whoever does not know the password. */
export async function startSmtp(answer: SmtpAnswer = () => null, login = false): Promise<SmtpCatcher> {
  const mails: CaughtMail[] = [];
  let offered = 0;
  const take = async (stream: Readable, recipients: readonly string[]) => {
    offered += 1;
    const code = answer(offered);
    const raw = await text(stream);
    if (code !== null) throw Object.assign(new Error('refused'), { responseCode: code });
    mails.push({ recipients, parsed: await simpleParser(raw), raw });
  };
  const server = new SMTPServer({
    authOptional: !login,
    disabledCommands: ['STARTTLS'],
    allowInsecureAuth: true,
    onAuth: (_auth, _session, callback) => callback(Object.assign(new Error('wrong password'), { responseCode: 535 })),
    onData: (stream, { envelope }, callback) => {
      callbackify(take)(
        stream,
        envelope.rcptTo.map(({ address }) => address),
        callback,
      );
    },
  });
  // Connections cut by a killed client are part of the tests.
  server.on('error', () => undefined);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.server.address() as AddressInfo;
  return {
    url: `smtp://${login ? 'user:wrong@' : ''}127.0.0.1:${port}`,
    mails,
    get offered() {
      return offered;
    },
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
