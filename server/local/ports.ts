import { createServer, type AddressInfo, type Server } from 'node:net';
import { PlanError } from '../../schema/base/index.js';

/** A port that something is about to listen on. */
export interface WantedPort {
  /** Variable of the environment that sets it. */
  readonly variable: string;
  /** What it is for, in the words of the person at the terminal. */
  readonly purpose: string;
  readonly host: string;
  /** 0 = any free one. */
  readonly port: number;
}

/**
 * Makes sure that all the ports are free at this moment, and chooses one for each 0. Ports in the order given.
 * @throws PlanError CONFIGURATION naming every port that is not free, what it is for and the variable that changes it.
 */
export async function findFreePorts(wanted: readonly WantedPort[]): Promise<number[]> {
  const held: Server[] = [];
  const ports: number[] = [];
  const taken: string[] = [];
  try {
    for (const place of wanted) {
      // All are held until the end, so that two that are to be the same are found out too.
      const server = createServer();
      const problem = await listen(server, place);
      if (problem) taken.push(`  - ${problem}`);
      else {
        held.push(server);
        ports.push((server.address() as AddressInfo).port);
      }
    }
  } finally {
    await Promise.all(held.map((server) => new Promise((resolve) => server.close(resolve))));
  }
  if (taken.length === 0) return ports;
  throw new PlanError('CONFIGURATION', `Không khởi động được:\n${taken.join('\n')}`, { taken });
}

function listen(server: Server, { variable, purpose, host, port }: WantedPort): Promise<string | null> {
  return new Promise((resolve) => {
    server.once('error', ({ code, message }: NodeJS.ErrnoException) => {
      const change = `hãy đặt biến ${variable} là một cổng trống (ví dụ ${variable}=${exampleFor(port)}).`;
      if (code === 'EADDRINUSE') {
        resolve(`Cổng ${port} (${purpose}) đã có chương trình khác dùng: hãy dừng chương trình đó, hoặc ${change}`);
      } else if (code === 'EACCES') resolve(`Không được phép mở cổng ${port} (${purpose}): ${change}`);
      else resolve(`Không mở được ${host}:${port} (${purpose}): ${message}.`);
    });
    server.listen({ port, host, exclusive: true }, () => resolve(null));
  });
}

function exampleFor(port: number): number {
  return port < 1024 ? port + 8000 : (port % 60_000) + 5000;
}
