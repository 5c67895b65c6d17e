import 'reflect-metadata';
import { execFileSync } from 'node:child_process';
import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { projectFile } from '../../schema/base/index.js';
import { NO_DOSSIERS } from '../../schema/dossiers/index.js';
import { CommuneType, UnitKind } from '../../schema/organisation/index.js';
import {
  canonicalJson,
  figureDifferences,
  issuerOf,
  sha256Of,
  verifyDocument,
  type ReportContent,
} from '../../schema/reports/index.js';

/** The same value with the members of every object in another order. */
function shuffled(value: unknown, turn: number): unknown {
  if (Array.isArray(value)) return value.map((item) => shuffled(item, turn));
  if (typeof value !== 'object' || value === null) return value;
  const members = Object.entries(value).map(([name, member]) => [name, shuffled(member, turn)] as const);
  const cut = members.length === 0 ? 0 : turn % members.length;
  return Object.fromEntries([...members.slice(cut), ...members.slice(0, cut)].toReversed());
}

const period = { id: '2025-12', name: 'Tháng 12/2025', from: '2025-11-15', lastDay: '2025-12-14' };
const content = {
  scope: { code: '18073', name: 'Phường Thành Sen' },
  period,
  dataVersion: 7,
  synthetic: false,
  statistics: { ...NO_DOSSIERS, receivedOnline: 1234567 },
  previous: { period, statistics: NO_DOSSIERS },
  indicators: [],
  targets: { met: 0, missed: 0, undecided: 0 },
  deadlines: { met: 1, missed: 0, open: 0 },
  tasks: [],
  processingTime: null,
} as unknown as ReportContent;

describe('canonicalJson', () => {
  it('gives the bytes that RFC 8785 gives as its example', () => {
    const value = {
      numbers: [Number('333333333.33333329'), 1e30, 4.5, 2e-3, 1e-27],
      string: '€$\u000f\nA\'B"\\\\"/',
      literals: [null, true],
    };
    expect(canonicalJson(value)).toBe(
      '{"literals":[null,true],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}',
    );
  });

  it('does not depend on the order of members', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.nat(20), (value, turn) => {
        expect(canonicalJson(shuffled(value, turn))).toBe(canonicalJson(value));
      }),
    );
  });

  it('gives the same bytes in another process, time zone and language', () => {
    const value = { ...content, at: '2025-12-16T01:00:00.000Z', words: ['Đồng Lộc', 'ăn', 'Ân', 'z'], half: 0.1 };
    const script = `import { canonicalJson } from '${projectFile('dist/schema/reports/sealing/canonical-json.js')}';
      process.stdout.write(canonicalJson(JSON.parse(process.argv[1])));`;
    const args = ['--input-type=module', '-e', script, JSON.stringify(shuffled(value, 3))];
    const env = {
      ...process.env,
      NODE_OPTIONS: '',
      TZ: 'America/New_York',
      LANG: 'tr_TR.UTF-8',
      LC_ALL: 'tr_TR.UTF-8',
    };
    expect(execFileSync(process.execPath, args, { env, encoding: 'utf8' })).toBe(canonicalJson(value));
  });

  it('refuses what JSON cannot say', () => {
    expect(() => canonicalJson({ value: Number.NaN })).toThrow('NaN');
    expect(() => canonicalJson('\ud800')).toThrow('surrogate');
    expect(() => canonicalJson(undefined)).toThrow('Nothing');
  });
});

describe('verifyDocument', () => {
  const text = canonicalJson({ ...content, recipients: [{ code: 'SNV' }, { code: 'VPUBT' }] });

  it('knows the sealed document again in any layout', () => {
    const laidOut = JSON.stringify(shuffled(JSON.parse(text), 2), null, 2);
    expect(verifyDocument(JSON.parse(laidOut), text)).toEqual({ result: 'SEALED', differences: [] });
    expect(sha256Of(text)).toMatch(/^[0-9a-f]{64}$/);
  });

  it('names every place that differs, what is missing and what was added', () => {
    const found = JSON.parse(text) as {
      statistics: { receivedOnline: number };
      recipients: unknown[];
      tasks?: unknown;
    };
    found.statistics.receivedOnline = 1234568;
    found.recipients.pop();
    delete found.tasks;
    expect(verifyDocument({ ...found, extra: 'thêm' }, text)).toEqual({
      result: 'DIFFERENT',
      differences: [
        { path: 'extra', sealed: null, found: '"thêm"' },
        { path: 'recipients[1]', sealed: '{"code":"VPUBT"}', found: null },
        { path: 'statistics.receivedOnline', sealed: '1234567', found: '1234568' },
        { path: 'tasks', sealed: '[]', found: null },
      ],
    });
    expect(verifyDocument([], text).differences).toHaveLength(1);
    expect(verifyDocument(undefined, text)).toMatchObject({ result: 'DIFFERENT' });
  });

  it('tells any change of any value', () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.string({ minLength: 1 }), fc.jsonValue(), { minKeys: 1 }),
        fc.nat(),
        (value, turn) => {
          const names = Object.keys(value);
          const changed = { ...value, [String(names[turn % names.length])]: ['khác', value] };
          const { result, differences } = verifyDocument(changed, canonicalJson(value));
          expect([result, differences.length > 0]).toEqual(['DIFFERENT', true]);
        },
      ),
    );
  });
});

describe('figureDifferences', () => {
  it('are none between equal figures, whatever words and data version say', () => {
    expect(
      figureDifferences(content, { ...content, dataVersion: 9, scope: { code: '18073', name: 'Tên mới' } }),
    ).toEqual([]);
  });

  it('keep nothing apart from zero', () => {
    const task = {
      code: 'II.3.b',
      clause: 'II.3.b',
      name: 'Tuyên truyền',
      statusName: '',
      note: null,
      recordedOn: null,
    };
    const told = (percent: number | null) => ({ ...content, tasks: [{ ...task, status: 'IN_PROGRESS', percent }] });
    expect(figureDifferences(told(null), told(0))).toEqual([
      {
        path: 'tasks.II.3.b.percent',
        label: 'Nhiệm vụ II.3.b (Tuyên truyền): phần trăm',
        sealed: null,
        now: '0',
      },
    ]);
  });

  it('leave out what a report was compiled without, or what cannot be computed any more', () => {
    const { tasks: _, ...older } = content;
    const now = { ...content, tasks: [], warnings: [{ rule: 'X', message: 'x', dossiers: 3 }] };
    expect(figureDifferences(older, now)).toEqual([]);
    expect(figureDifferences(now, content)).toEqual([]);
  });
});

describe('issuerOf', () => {
  const province = { code: '42', name: 'Tỉnh Hà Tĩnh' };
  const department = {
    code: 'SKHCN',
    kind: UnitKind.Department,
    name: 'Sở Khoa học và Công nghệ',
    shortName: '',
    communeType: null,
  };
  const ward = {
    code: '18100',
    kind: UnitKind.Commune,
    name: 'Phường Trần Phú',
    shortName: 'Trần Phú',
    communeType: CommuneType.Phuong,
  };

  const placeOf = (name: string, shortName: string) => issuerOf(province, { ...ward, name, shortName }, null).place;

  it('heads the reports of province, departments and communes as the decree lays them out', () => {
    expect(issuerOf(province, null, null)).toMatchObject({
      parentAgency: null,
      agency: ['ỦY BAN NHÂN DÂN', 'TỈNH HÀ TĨNH'],
      symbol: 'BC-UBND',
      place: 'Hà Tĩnh',
      signature: ['TM. ỦY BAN NHÂN DÂN', 'CHỦ TỊCH'],
    });
    expect(issuerOf(province, department, 'Nguyễn Văn A')).toMatchObject({
      parentAgency: 'UBND TỈNH HÀ TĨNH',
      agency: ['SỞ KHOA HỌC VÀ CÔNG NGHỆ'],
      symbol: 'BC-SKHCN',
      place: 'Hà Tĩnh',
      signature: ['GIÁM ĐỐC'],
      signer: 'Nguyễn Văn A',
    });
  });

  it('keeps the word before a person’s name or a number only', () => {
    expect(placeOf('Phường Trần Phú', 'Trần Phú')).toBe('Phường Trần Phú');
    expect(placeOf('Phường 5', '5')).toBe('Phường 5');
    expect(placeOf('Xã Sơn Kim 1', 'Sơn Kim 1')).toBe('Sơn Kim 1');
  });

  it.each([
    ['Văn phòng Ủy ban nhân dân tỉnh', 'CHÁNH VĂN PHÒNG'],
    ['Thanh tra tỉnh', 'CHÁNH THANH TRA'],
    ['Ban Quản lý Khu kinh tế tỉnh', 'TRƯỞNG BAN'],
  ])('has %s signed by its %s', (name, head) => {
    expect(issuerOf(province, { ...department, name }, null).signature).toEqual([head]);
  });
});
