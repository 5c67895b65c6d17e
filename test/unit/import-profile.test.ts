import 'reflect-metadata';
import { Readable } from 'node:stream';
import { describe, expect, it } from '@jest/globals';
import { PlanError } from '../../schema/base/index.js';
import { builtInProfiles, builtInRules } from '../../schema/dossiers/intake/built-in.js';
import { parseProfile } from '../../schema/dossiers/intake/profile-shape.js';
import { checkRule } from '../../schema/dossiers/intake/rule-schema.js';
import { builtInProfile } from '../support/import-profiles.js';
import { seedReader, type SeedReaderOptions } from '../support/seed-reader.js';
import { toWindows1258 } from '../support/legacy-encodings.js';

const standard = builtInProfiles()[0]?.yaml ?? '';

function problemsOf(yaml: string): string {
  try {
    parseProfile('mau.yaml', yaml);
    return '';
  } catch (error) {
    if (error instanceof PlanError) return error.message;
    throw error;
  }
}

/** The lines of COPY text as cells, and the reader. */
async function read(text: string | Buffer, options: SeedReaderOptions) {
  const reader = seedReader(options);
  let copied = '';
  for await (const batch of reader.copyText(Readable.from([Buffer.from(text)]))) copied += batch.toString('utf8');
  const lines = copied.split('\n').filter(Boolean);
  return { reader, rows: lines.map((line) => line.split('\t')) };
}

const oneStop = builtInProfile('one-stop');
const HEADER =
  'Ho ten;MÃ HỒ SƠ;mathutuc;Đơn vị tiếp nhận;DonViXuLy;KenhThucHien;TrangThaiHoSo;NgayTiepNhan;NgayHenTra;NgayKetThucXuLy;CoNghiaVuTaiChinh;DuocThanhToanTrucTuyen;DanhGia;NgayCapNhat';
const ROW =
  'Nguyen Van A;H27.14-251103-0001;1.001193.000.00.00.H27;18073;18073;2;Đã trả kết quả;03/11/2025 08:15;05/11/2025 17:00:00;04/11/2025 10:00;Có;1;Rất hài lòng;04/11/2025 10:05:30';

describe('a profile of another system', () => {
  it('maps headers, words, dates, times, constants and missing columns', async () => {
    const { reader, rows } = await read(`${HEADER}\n${ROW}\n`, { profile: oneStop });
    expect(reader.faults).toEqual([]);
    expect(rows.map((cells) => cells.join(' '))).toEqual([
      '2 2025-11-03 H27.14-251103-0001 1.001193 18073 18073 ONLINE 10 2025-11-03 2025-11-05 2025-11-04 ' +
        'true true true true false VERY_SATISFIED false 2025-11-04T10:05:30+07:00 false \\N \\N',
    ]);
    expect(reader.header[0]).toBe('Ho ten');
  });

  it('keeps nothing of columns that it ignores, also of rejected rows', async () => {
    const { reader, rows } = await read(`${HEADER}\n${ROW.replace('03/11/2025 08:15', '2025-11-03')}\n`, {
      profile: oneStop,
    });
    expect(reader.rejected).toBe(1);
    expect(reader.faults[0]?.message).toContain('«2025-11-03» không phải ngày');
    expect(reader.faults[0]?.message).toContain('NGÀY/THÁNG/NĂM GIỜ:PHÚT');
    expect(rows[0]?.join(' ')).not.toContain('Nguyen');
    expect(rows[0]?.[21]).toContain('["","H27.14-251103-0001"');
  });

  it('takes an empty channel as in person, and unknown words as faults', async () => {
    const empty = await read(`${HEADER}\n${ROW.replace(';2;', ';;')}\n`, { profile: oneStop });
    expect(empty.rows[0]?.[6]).toBe('IN_PERSON');
    const unknown = await read(`${HEADER}\n${ROW.replace(';2;', ';fax;')}\n`, { profile: oneStop });
    expect(unknown.reader.faults.map(({ rule }) => rule)).toEqual(['CHANNEL_UNKNOWN']);
  });

  it('reads windows-1258 when it says so, and only then', async () => {
    const bytes = toWindows1258(`${HEADER}\n${ROW.replace('Nguyen Van A', 'Nguyễn Văn Ấn')}\n`);
    const told = await read(bytes, { profile: { ...oneStop, encoding: 'windows-1258' } });
    expect(told.rows[0]?.slice(6, 8)).toEqual(['ONLINE', '10']);
    await expect(read(bytes, { profile: oneStop })).rejects.toThrow('windows-1258');
  });

  it('names the columns that it misses by their own names', async () => {
    const text = `${HEADER.replace('KenhThucHien', 'Kenh')}\n${ROW}\n`;
    await expect(read(text, { profile: oneStop })).rejects.toThrow('thiếu cột KenhThucHien');
  });
});

describe('parseProfile', () => {
  it('takes the profiles that come along', () => {
    expect(builtInProfiles().map(({ definition }) => definition.name)).toEqual(['standard', 'one-stop']);
  });

  it.each([
    ['an unknown key', standard.replace('delimiter:', 'delimeter:'), /mau\.yaml:\d+: khóa lạ «delimeter»/],
    ['a missing column', standard.replace(/ {2}rating:.*\n/, ''), /mau\.yaml:\d+: .*thiếu khóa này/],
    ['an unknown date format', standard.replace('format: ISO', 'format: MM-dd'), /không thuộc: yyyy-MM-dd/],
    [
      'a time column without time',
      standard.replace('format: ISO', 'format: yyyy-MM-dd'),
      /mau\.yaml:\d+: «updated_at»: cột thời điểm/,
    ],
    [
      'a date column without format',
      standard.replace('received_on, format: yyyy-MM-dd', 'received_on'),
      /«received_on»: cột ngày giờ phải có format/,
    ],
    [
      'header and constant at once',
      standard.replace('header: rating', 'header: rating, constant: SATISFIED'),
      /đúng một trong hai/,
    ],
    [
      'one header for two columns',
      standard.replace('header: rating', 'header: "Channel"'),
      /tiêu đề «channel» đã dùng cho cột channel/,
    ],
    [
      'a word for nothing',
      standard.replace('header: channel', 'header: channel, values: { a: FAX }'),
      /«FAX» không thuộc: ONLINE, IN_PERSON, POSTAL/,
    ],
    [
      'equal words',
      standard.replace('header: channel', 'header: channel, values: { "Đ": ONLINE, d: POSTAL }'),
      /từ «d» lặp lại/,
    ],
    ['no YAML', 'a: [', /mau\.yaml:1: YAML sai cú pháp/],
  ])('refuses %s with file, line and reason', (_, yaml, message) => {
    expect(problemsOf(yaml)).toMatch(message);
  });
});

describe('checkRule', () => {
  const rule = builtInRules().find(({ code }) => code === 'DUE_BEFORE_RECEIVED');

  it.each([
    ['an unknown day', { ...rule, parameters: { left: 'born_on', operator: '<', right: 'today' } }, 'parameters.left'],
    ['another check’s parameters', { ...rule, check: 'OFFERED_ONLINE' }, 'parameters'],
    ['an unknown name in the message', { ...rule, message: 'Sai {secret}' }, '{secret} không thuộc'],
    ['an unknown check', { ...rule, check: 'RUN_SQL' }, 'check'],
  ])('refuses %s', (_, value, message) => {
    expect(() => checkRule(value)).toThrow(message);
  });

  it('gives rules that change what is rejected', async () => {
    const text = `${HEADER}\n${ROW.replace('05/11/2025 17:00:00', '02/11/2025 17:00:00')}\n`;
    const rules = builtInRules();
    expect((await read(text, { profile: oneStop, rules })).reader.rejected).toBe(1);
    const warned = rules.map((one) => (one.code === rule?.code ? checkRule({ ...one, severity: 'WARN' }) : one));
    const { reader, rows } = await read(text, { profile: oneStop, rules: warned });
    expect(reader.rejected).toBe(0);
    expect(rows[0]?.[19]).toBe('false');
    expect(rows[0]?.[20]).toContain('"severity":"WARN"');
    expect([...reader.findingCounts]).toEqual([['WARN DUE_BEFORE_RECEIVED', 1]]);
    const added = checkRule({
      code: 'DUE_TODAY',
      check: 'COMPARE',
      severity: 'BLOCK',
      source: 'thử',
      message: 'Hạn {due_on} đã qua.',
      parameters: { left: 'due_on', operator: '>', right: 'today' },
    });
    const found = await read(text, { profile: oneStop, rules: [added] });
    expect(found.reader.faults[0]).toMatchObject({ column: 'due_on', message: 'Hạn 2025-11-02 đã qua.' });
  });
});
