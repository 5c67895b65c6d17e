import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import {
  form06Columns,
  Form06Level,
  form06Rows,
  NO_DOSSIERS,
  type StatisticsCounts,
} from '../../schema/dossiers/index.js';
import { UnitKind } from '../../schema/organisation/index.js';

const kinds = [UnitKind.Department, UnitKind.Commune];

const labels = (rows: ReturnType<typeof form06Rows>) => rows.map(({ number, label }) => `${number} ${label}`.trim());

/** Counts as they can be: what came in or was there is resolved or still open. */
const anyCounts: fc.Arbitrary<StatisticsCounts> = fc
  .tuple(...Array.from({ length: 8 }, () => fc.nat(1000)))
  .map(([online = 0, inPerson = 0, postal = 0, carriedOver = 0, early = 0, onTime = 0, late = 0, overdue = 0]) => {
    const all = online + inPerson + postal + carriedOver;
    const resolvedEarly = Math.min(early, all);
    const resolvedOnTime = Math.min(onTime, all - resolvedEarly);
    const resolvedLate = Math.min(late, all - resolvedEarly - resolvedOnTime);
    const inProgress = all - resolvedEarly - resolvedOnTime - resolvedLate;
    return {
      ...NO_DOSSIERS,
      receivedOnline: online,
      receivedInPerson: inPerson,
      receivedPostal: postal,
      carriedOver,
      resolvedEarly,
      resolvedOnTime,
      resolvedLate,
      inProgress,
      inProgressLate: Math.min(overdue, inProgress),
    };
  });

describe('form 06', () => {
  it('keeps its identities in every row, and its total is the sum of its rows', () => {
    const anyRows = fc.array(
      fc.record({ kind: fc.constantFrom(...Object.values(UnitKind)), field: fc.string(), counts: anyCounts }),
      { maxLength: 12 },
    );
    fc.assert(
      fc.property(anyRows, (all) => {
        const rows = form06Rows(all, kinds);
        for (const row of rows) {
          expect(row.column3).toBe(row.column4 + row.column5 + row.column6);
          expect(row.column3).toBe(row.column7 + row.column11);
          expect(row.column7).toBe(row.column8 + row.column9 + row.column10);
          expect(row.column11).toBe(row.column12 + row.column13);
        }
        const sumOf = (level: Form06Level) =>
          rows.filter((row) => row.level === level).reduce((sum, row) => sum + row.column3, 0);
        expect(rows.at(-1)).toMatchObject({ level: Form06Level.Total, column3: sumOf(Form06Level.Field) });
        expect(sumOf(Form06Level.KindOfUnit)).toBe(sumOf(Form06Level.Field));
      }),
    );
  });

  it('puts received by post with in person, and what was there before with what is to be resolved', () => {
    const counts = { ...NO_DOSSIERS, receivedOnline: 1, receivedInPerson: 2, receivedPostal: 4, carriedOver: 8 };
    expect(form06Columns({ ...counts, inProgress: 15, inProgressLate: 5 })).toEqual({
      column3: 15,
      column4: 1,
      column5: 6,
      column6: 8,
      column7: 0,
      column8: 0,
      column9: 0,
      column10: 0,
      column11: 15,
      column12: 10,
      column13: 5,
    });
  });

  it('numbers levels and fields, leaves out fields without dossiers, and agencies without any', () => {
    const counts = { ...NO_DOSSIERS, receivedOnline: 2, inProgress: 2 };
    const communes = [
      { kind: UnitKind.Commune, field: 'Chứng thực', counts },
      { kind: UnitKind.Commune, field: 'Đất đai', counts: NO_DOSSIERS },
      { kind: UnitKind.Commune, field: 'Hộ tịch', counts },
    ];
    expect(labels(form06Rows(communes, kinds))).toEqual([
      'I Cấp tỉnh: sở, ban, ngành',
      'II Cấp xã: xã, phường',
      '1 Chứng thực',
      '2 Hộ tịch',
      'Tổng số',
    ]);
    const agency = { kind: UnitKind.Agency, field: 'Thuế', counts };
    expect(labels(form06Rows([agency], [UnitKind.Commune]))).toEqual([
      'I Cấp xã: xã, phường',
      'II Cơ quan, tổ chức khác',
      '1 Thuế',
      'Tổng số',
    ]);
  });
});
