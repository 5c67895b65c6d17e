import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** Where a mail server fails: at the greeting, a command, or after the final dot of the mail. */
export const SMTP_STAGES = ['CONNECT', 'EHLO', 'AUTH', 'MAIL', 'RCPT', 'DATA', 'DOT'] as const;
export type SmtpStage = (typeof SMTP_STAGES)[number];

/** How it fails: a reply of that kind, the connection cut, or no word any more. */
export const SMTP_FAULTS = ['4xx', '5xx', 'drop', 'hang'] as const;
export type SmtpFault = (typeof SMTP_FAULTS)[number];

/** A TCP proxy in front of a real mail server. */
export interface FaultySmtp {
  readonly port: number;
  close(): Promise<void>;
}

/** Codes that real servers give there; 451 and 550 elsewhere. */
const REPLIES: Partial<Record<SmtpStage, readonly [temporary: number, permanent: number]>> = {
  CONNECT: [421, 554],
  EHLO: [421, 554],
  AUTH: [454, 535],
};

/** Passes a conversation with the mail server at `port` on, until the stage at which it fails. */
export async function startFaultySmtp(port: number, stage: SmtpStage, fault: SmtpFault): Promise<FaultySmtp> {
  const sockets = new Set<Socket>();
  const server = createServer((client) => {
    const upstream = connect(port, '127.0.0.1');
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.on('error', () => undefined).on('close', () => sockets.delete(socket));
    }
    client.on('close', () => upstream.destroy());
    converse(client, upstream, stage, fault);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    close: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function converse(client: Socket, upstream: Socket, stage: SmtpStage, fault: SmtpFault): void {
  const state = { failed: false, inData: false, rest: '' };
  const fail = () => {
    state.failed = true;
    failAt(client, stage, fault);
  };
  if (stage === 'CONNECT') fail();
  upstream.on('data', (chunk: Buffer) => {
    const text = chunk.toString('latin1');
    if (state.failed) return;
    // The real server has taken the mail before its answer is lost or replaced.
    if (stage === 'DOT' && state.inData) return fail();
    // One command at a time, so that each answer is the one to its command.
    client.write(text.replace('PIPELINING', 'X-ONE-AT-A-TIME'), 'latin1');
    if (/^354/m.test(text)) state.inData = true;
  });
  client.on('data', (chunk: Buffer) => {
    if (state.failed) return failAt(client, stage, fault);
    if (state.inData) return void upstream.write(chunk);
    for (const line of chunk.toString('latin1').split(/(?<=\n)/)) {
      if (state.failed || line.toUpperCase().startsWith(stage)) fail();
      else upstream.write(line, 'latin1');
    }
  });
}

function failAt(client: Socket, stage: SmtpStage, fault: SmtpFault): void {
  if (fault === 'drop') return void client.destroy();
  if (fault === 'hang') return;
  const [temporary, permanent] = REPLIES[stage] ?? [451, 550];
  client.write(`${fault === '4xx' ? temporary : permanent} not now\r\n`);
}
