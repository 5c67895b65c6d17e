import 'reflect-metadata';
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { projectFile } from '../../schema/base/index.js';
import { HOSTILE_FILES } from '../support/hostile-files.js';
import type { Reading } from '../support/read-hostile.js';

const MOST_MEMORY_MIB = 300;
const LONGEST_SECONDS = 10;
/** What reading may hold; without a cap, memory that is free to be collected stays for as long as the machine has more. */
const HEAP = ['--max-old-space-size=128', '--max-semi-space-size=8'];

let readings: Map<string, Reading>;

beforeAll(async () => {
  const script = projectFile('dist/test/support/read-hostile.js');
  const { stdout } = await promisify(execFile)(process.execPath, [...HEAP, script], { maxBuffer: 64 * 1024 * 1024 });
  const lines = stdout.trim().split('\n');
  readings = new Map(lines.map((line) => JSON.parse(line) as Reading).map((reading) => [reading.name, reading]));
});

describe('reading a file made to break it', () => {
  it('is tried with at least 60 files of different names', () => {
    expect(new Set(HOSTILE_FILES.map(({ name }) => name)).size).toBe(HOSTILE_FILES.length);
    expect(HOSTILE_FILES.length).toBeGreaterThanOrEqual(60);
  });

  it.each(HOSTILE_FILES)('refuses it in Vietnamese or reads it right: $name', ({ name, outcome }) => {
    const reading = readings.get(name);
    if (!reading) throw new Error(`${name} was not read`);
    if ('refused' in outcome) {
      expect(reading.code).toBe('INVALID_INPUT');
      for (const part of outcome.refused) expect(reading.message).toContain(part);
    } else {
      expect(reading.message).toBeNull();
      expect({ taken: reading.taken, rejected: reading.rejected }).toEqual({
        taken: outcome.taken,
        rejected: outcome.rejected,
      });
      expect(reading.lines).toBe(reading.taken + reading.rejected);
      if (outcome.rules) expect(reading.rules).toEqual(outcome.rules);
    }
    expect(reading.seconds).toBeLessThanOrEqual(LONGEST_SECONDS);
  });

  it('never makes the process, building the files included, larger than 300 MiB', () => {
    const peak = Math.max(...[...readings.values()].map(({ peakMiB }) => peakMiB));
    expect(peak).toBeLessThanOrEqual(MOST_MEMORY_MIB);
  });
});
