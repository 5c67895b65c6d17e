import { describe, expect, it } from '@jest/globals';
import { readLogLine, shownLogLine } from '../../server/local/log-line-rules.js';

describe('a line of a log', () => {
  it.each([
    ['{"level":"info","time":"2026-01-01T00:00:00Z","msg":"listening","port":1}', 'info', 'listening'],
    [
      '{"level":"warn","msg":"cannot start yet","error":{"message":"no database"}}',
      'warn',
      'cannot start yet: no database',
    ],
    ['{"level":"error","error":{"message":"no message"}}', 'error', 'no message'],
    ['{"odd":true}', 'info', '{"odd":true}'],
    ['{"half":', 'error', '{"half":'],
    ['    at main (server/main.ts:1:1)', 'error', '    at main (server/main.ts:1:1)'],
    ['', 'error', ''],
  ])('%s', (line, level, text) => {
    expect(readLogLine(line)).toEqual({ level, text });
  });

  it.each([
    ['info', 'info', null],
    ['warn', 'info', '[worker] cảnh báo: x'],
    ['warn', 'debug', '[worker] cảnh báo: x'],
    ['warn', 'error', null],
    ['error', 'error', '[worker] lỗi: x'],
    ['fatal', 'error', '[worker] fatal: x'],
    ['error', 'silent', null],
    ['debug', 'debug', null],
  ])('of level %s is shown, or not, from %s on', (level, threshold, shown) => {
    expect(shownLogLine('worker', { level, text: 'x' }, threshold)).toBe(shown);
  });
});
