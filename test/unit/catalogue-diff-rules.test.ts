import 'reflect-metadata';
import { describe, expect, it } from '@jest/globals';
import { diffOf, readDiffFile, type OwnProcedure } from '../../schema/catalogue/index.js';

const HEADER = 'code,name,field,competence,service_level,status,decision';

function own(code: string, values: OwnProcedure['values'] = {}, ownerCode = 'STP', codes = [code]): OwnProcedure {
  const usual = { name: `Thủ tục ${code}`, field: 'Hộ tịch', service_level: 'FULL', status: 'PUBLISHED' };
  return { code, ownerCode, codes, values: { ...usual, ...values } };
}

const kinds = (mine: OwnProcedure[], text: string) =>
  diffOf(mine, readDiffFile(text)).map(({ kind, code, responsible }) => `${code} ${kind} ${responsible}`);

describe('the differences to the national database', () => {
  it('are what was added, removed, changed and abolished, each with the department that has to act', () => {
    const mine = [
      own('1.000001'),
      own('1.000002'),
      own('1.000003'),
      own('1.000004', { status: 'ABOLISHED' }),
      own('1.000005', { field: 'Đất đai' }, 'SNNMT'),
    ];
    const text = `${HEADER}
1.000001,Thủ tục 1.000001,Hộ tịch,,FULL,PUBLISHED,
1.000002,Thủ tục 1.000002,Hộ tịch,,PARTIAL,PUBLISHED,12/QĐ
1.000003,Thủ tục 1.000003,Hộ tịch,,FULL,ABOLISHED,
1.000006,Mới,Đất đai,,FULL,PUBLISHED,
1.000007,Mới,Điện lực,,FULL,,
1.000008,Bỏ rồi,Hộ tịch,,FULL,ABOLISHED,`;
    expect(kinds(mine, text)).toEqual([
      '1.000002 CHANGED STP',
      '1.000003 ABOLISHED_STILL_PUBLISHED STP',
      '1.000005 REMOVED SNNMT',
      '1.000006 ADDED SNNMT',
      '1.000007 ADDED null',
    ]);
    const [changed] = diffOf(mine, readDiffFile(text));
    expect(changed?.fields).toEqual([
      { column: 'service_level', before: 'FULL', after: 'PARTIAL' },
      { column: 'decision', before: null, after: '12/QĐ' },
    ]);
  });

  it('compare the first eight characters, any code we ever had, and only what the file says', () => {
    const mine = [own('1.000001'), own('1.000002', {}, 'STP', ['1.000002', '1.000009'])];
    expect(kinds(mine, 'CODE;NAME\r\n1.000001.000.00.00.H27;Thủ tục 1.000001\r\n1.000009;\r\n')).toEqual([]);
  });

  it('tell both that a procedure was abolished and what else about it changed', () => {
    expect(kinds([own('1.000001')], 'code,name,status\n1.000001,Tên khác,ABOLISHED')).toEqual([
      '1.000001 ABOLISHED_STILL_PUBLISHED STP',
      '1.000001 CHANGED STP',
    ]);
  });

  it.each([
    ['', 'cột code'],
    ['ma,ten\n1.000001,a', 'cột code'],
    ['code\n1.00001', 'dòng 2: «1.00001» không phải mã thủ tục'],
    ['code\n1.000001\n1.000001', 'dòng 3: mã 1.000001 đã có ở dòng 2'],
    ['code,status\n1.000001,BỎ', 'dòng 2, cột status: «BỎ» không thuộc PUBLISHED'],
    ['code\n"1.000001', 'dấu ngoặc kép'],
  ])('refuse %j', (text, message) => {
    expect(() => readDiffFile(text)).toThrow(message);
  });
});
