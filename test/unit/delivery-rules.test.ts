import { describe, expect, it } from '@jest/globals';
import { deliveryFaultOf, nextAttemptAt } from '../../schema/reminders/index.js';

describe('deliveryFaultOf', () => {
  it.each([
    ['no connection', { code: 'ECONNECTION' }, 'TEMPORARY'],
    ['a silent server', { code: 'ETIMEDOUT' }, 'TEMPORARY'],
    ['no TLS', { code: 'ETLS' }, 'TEMPORARY'],
    ['451 to the recipient', { code: 'EENVELOPE', responseCode: 451 }, 'TEMPORARY'],
    ['421 after the data', { code: 'EMESSAGE', responseCode: 421 }, 'TEMPORARY'],
    ['550 to the recipient', { code: 'EENVELOPE', command: 'RCPT TO', responseCode: 550 }, 'BOUNCED'],
    ['a full mailbox', { command: 'RCPT TO', responseCode: 552, response: '552 5.2.2 full' }, 'BOUNCED'],
    ['no right to relay', { command: 'RCPT TO', responseCode: 554, response: '554 5.7.1 relay' }, 'CONFIGURATION'],
    [
      'an unknown mailbox, told after the data',
      { code: 'EMESSAGE', responseCode: 550, response: '550 5.1.1 ?' },
      'BOUNCED',
    ],
    ['550 to the sender', { code: 'EENVELOPE', command: 'MAIL FROM', responseCode: 550 }, 'CONFIGURATION'],
    ['554 to DATA', { code: 'EENVELOPE', command: 'DATA', responseCode: 554 }, 'PERMANENT'],
    ['a login that fails for now', { code: 'EAUTH', responseCode: 454 }, 'TEMPORARY'],
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
