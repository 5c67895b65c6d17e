import { describe, expect, it } from '@jest/globals';
import type { AddressInfo } from 'node:net';
import { findFreePorts } from '../../server/local/ports.js';
import { holdPort } from '../support/start-command.js';

const place = (variable: string, port: number) => ({
  variable,
  purpose: `việc của ${variable}`,
  host: '127.0.0.1',
  port,
});

describe('ports', () => {
  it('are chosen for every 0, each another one', async () => {
    const ports = await findFreePorts([place('A', 0), place('B', 0), place('C', 0)]);
    expect(new Set(ports).size).toBe(3);
    expect(ports).not.toContain(0);
  });

  it('that are taken are all named at once, with the variables that change them', async () => {
    const holders = await Promise.all([holdPort(), holdPort()]);
    const [a = 0, b = 0] = holders.map((holder) => (holder.address() as AddressInfo).port);
    const refusal = findFreePorts([place('A', a), place('FREE', 0), place('B', b)]);
    await expect(refusal).rejects.toMatchObject({
      code: 'CONFIGURATION',
      message: expect.stringMatching(`Cổng ${a} \\(việc của A\\)[^]*biến A[^]*Cổng ${b} \\(việc của B\\)[^]*biến B`),
    });
    for (const holder of holders) holder.close();
  });

  it('must differ', async () => {
    const [port = 0] = await findFreePorts([place('A', 0)]);
    await expect(findFreePorts([place('A', port), place('B', port)])).rejects.toThrow('việc của B');
    expect(await findFreePorts([place('A', port)])).toEqual([port]);
  });
});
