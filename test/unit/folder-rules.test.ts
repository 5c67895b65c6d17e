import { describe, expect, it } from '@jest/globals';
import { filesToTake, placeAfter, profileOf } from '../../worker/folder/folder-rules.js';

const now = new Date('2025-12-16T01:00:00.000Z');
const minutesAgo = (minutes: number) => new Date(now.getTime() - minutes * 60_000);
const file = (path: string, modifiedAt = minutesAgo(5), size = 100) => ({ path, size, modifiedAt });
const taken = (files: ReturnType<typeof file>[]) => filesToTake(files, now).map(({ path }) => path);

describe('the watched folder', () => {
  it('gives its files in the order of their arrival, equal ones by path', () => {
    const files = [file('b.csv'), file('a.csv'), file('mot-cua/c.csv', minutesAgo(9))];
    expect(taken(files)).toEqual(['mot-cua/c.csv', 'a.csv', 'b.csv']);
  });

  it.each([
    ['is still being written, by its name', 'ho-so.csv.part'],
    ['is still being written, by its name in capitals', 'HO-SO.TMP'],
    ['is hidden', '.ho-so.csv'],
    ['is a lock of an office program', '~$ho-so.xlsx'],
    ['lies in a hidden folder', '.git/ho-so.csv'],
    ['lies too deep', 'mot-cua/2025/ho-so.csv'],
    ['was taken in before', 'da-nap/2025-12/20251216-010000-ho-so.csv'],
    ['was refused before', 'khong-nap-duoc/ho-so.csv'],
  ])('leaves alone what %s', (_case, path) => {
    expect(taken([file(path)])).toEqual([]);
  });

  it('waits until a file has not changed for a minute, and leaves empty ones', () => {
    expect(taken([file('a.csv', new Date(now.getTime() - 59_999))])).toEqual([]);
    expect(taken([file('a.csv', new Date(now.getTime() - 60_000))])).toEqual(['a.csv']);
    expect(taken([file('a.csv', minutesAgo(5), 0)])).toEqual([]);
  });

  it('names the profile by the folder that a file lies in', () => {
    expect(profileOf('mot-cua/ho-so.csv')).toBe('mot-cua');
    expect(profileOf('ho-so.csv')).toBeNull();
  });

  it('keeps files of one name apart by instant and folder', () => {
    expect(placeAfter('mot-cua/ho-so.csv', 'DONE', now)).toBe('da-nap/2025-12/20251216-010000-mot-cua-ho-so.csv');
    expect(placeAfter('ho-so.csv', 'REFUSED', now)).toBe('khong-nap-duoc/2025-12/20251216-010000-ho-so.csv');
  });
});
