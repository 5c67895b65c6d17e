import { describe, expect, it } from '@jest/globals';
import { guessLegacyBytes, guessMojibake } from '../../schema/dossiers/intake/legacy-encoding-rules.js';
import { isSyllable } from '../../schema/dossiers/intake/syllable-rules.js';
import { toTcvn3, toVni, toWindows1258, VIETNAMESE_TEXTS } from '../support/legacy-encodings.js';

const latin1 = (bytes: Buffer) => new TextDecoder('windows-1252').decode(bytes);

describe('guessLegacyBytes', () => {
  it('knows each of 200 samples in TCVN3 and VNI, and 100 in windows-1258', () => {
    expect(VIETNAMESE_TEXTS).toHaveLength(100);
    expect(VIETNAMESE_TEXTS.filter((text) => guessLegacyBytes(toTcvn3(text)) !== 'TCVN3 (ABC)')).toEqual([]);
    expect(VIETNAMESE_TEXTS.filter((text) => guessLegacyBytes(toVni(text)) !== 'VNI')).toEqual([]);
    expect(VIETNAMESE_TEXTS.filter((text) => guessLegacyBytes(toWindows1258(text)) !== 'windows-1258')).toEqual([]);
  });

  it('knows nothing of bytes that are no text', () => {
    expect(guessLegacyBytes(Buffer.from(Array.from({ length: 256 }, (_, byte) => byte)))).toBeNull();
    expect(guessLegacyBytes(Buffer.from('ascii'))).toBeNull();
  });
});

describe('guessMojibake', () => {
  it('knows each of 200 samples that somebody took for Unicode', () => {
    expect(VIETNAMESE_TEXTS.filter((text) => guessMojibake(latin1(toTcvn3(text)), 1) !== 'TCVN3 (ABC)')).toEqual([]);
    expect(VIETNAMESE_TEXTS.filter((text) => guessMojibake(latin1(toVni(text)), 1) !== 'VNI')).toEqual([]);
    expect(guessMojibake('Së N«ng nghiÖp', 1)).toBe('TCVN3 (ABC)');
  });

  it('knows UTF-8 that was read as windows-1252', () => {
    const doubled = VIETNAMESE_TEXTS.map((text) => guessMojibake(latin1(Buffer.from(text)), 1));
    expect(new Set(doubled)).toEqual(new Set(['UTF-8 bị đọc nhầm']));
  });

  it('finds nothing in Vietnamese, in names from abroad, or in too few words', () => {
    expect(VIETNAMESE_TEXTS.filter((text) => guessMojibake(text, 1) !== null)).toEqual([]);
    expect(guessMojibake('François Müller Søren Łukasz Žižek', 1)).toBeNull();
    expect(guessMojibake('Së N«ng', 3)).toBeNull();
  });
});

describe('isSyllable', () => {
  it.each(['nghiệp', 'Sở', 'quyết', 'giấy', 'khuỷu', 'Đường', 'ương', 'ý', 'người'])('takes %s', (word) => {
    expect(isSyllable(word)).toBe(true);
  });

  it.each(['N«ng', 'brưng', 'tếế', 'fố', 'áb'])('refuses %s', (word) => {
    expect(isSyllable(word)).toBe(false);
  });
});
