import { describe, expect, it } from '@jest/globals';
import { deliveryFaultOf, nextAttemptAt } from '../../schema/reminders/index.js';

describe('deliveryFaultOf', () => {
  it.each([
    ['no connection', { code: 'ECONNECTION' }, 'TEMPORARY'],
    ['a silent server', { code: 'ETIMEDOUT' }, 'TEMPORARY'],
    ['no TLS', { code: 'ETLS' }, 'TEMPORARY'],
    ['451 to the recipient', { code: 'EENVELOPE', responseCode: 451 }, 'TEMPORARY'],
    ['421 after the data', { code: 'EMESSAGE', responseCode: 421 }, 'TEMPORARY'],
    ['550 to the recipient', { code: 'EENVELOPE', responseCode: 550 }, 'PERMANENT'],
    ['554 after the data', { code: 'EMESSAGE', responseCode: 554 }, 'PERMANENT'],
    ['a refused login', { code: 'EAUTH', responseCode: 535 }, 'CONFIGURATION'],
    ['a login wanted', { code: 'EENVELOPE', responseCode: 530 }, 'CONFIGURATION'],
    ['something else', new Error('?'), 'TEMPORARY'],
    ['no object', 'text', 'TEMPORARY'],
  ])('%s', (_name, error, fault) => expect(deliveryFaultOf(error)).toBe(fault));
});

describe('nextAttemptAt', () => {
  const queuedAt = new Date('2025-12-16T01:00:00Z');

  it('waits 5, 10, 20, 40 and then 60 minutes', () => {
    const minutes = [1, 2, 3, 4, 5, 6, 50].map((attempts) => {
      const next = nextAttemptAt(attempts, queuedAt, queuedAt);
      return next && (next.getTime() - queuedAt.getTime()) / 60_000;
    });
    expect(minutes).toEqual([5, 10, 20, 40, 60, 60, 60]);
  });

  it('gives up after five days', () => {
    const after = (ms: number) => new Date(queuedAt.getTime() + ms);
    expect(nextAttemptAt(9, queuedAt, after(5 * 86_400_000 - 1))).not.toBeNull();
    expect(nextAttemptAt(9, queuedAt, after(5 * 86_400_000))).toBeNull();
  });
});
