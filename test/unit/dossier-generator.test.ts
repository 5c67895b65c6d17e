import 'reflect-metadata';
import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import { parseCivilDate, weekdayOf } from '../../schema/base/index.js';
import { isWorkingDay, readCalendarDays, workingCalendarOf } from '../../schema/calendar/index.js';
import { readProcedures } from '../../schema/catalogue/index.js';
import { generateDossiers, ROW_COLUMNS, type GeneratorOptions } from '../../schema/dossiers/index.js';
import { dossierCodePattern } from '../../schema/dossiers/imports/cell-rules.js';
import type { RowLookups } from '../../schema/dossiers/imports/dossier-row.js';
import { builtInRules } from '../../schema/dossiers/intake/built-in.js';
import { RowChecker } from '../../schema/dossiers/intake/row-checker.js';
import { HA_TINH, readUnits } from '../../schema/organisation/index.js';
import type { RowCells } from '../support/dossier-rows.js';
import { standardProfile } from '../support/import-profiles.js';

const options: GeneratorOptions = {
  seed: 1,
  dossiers: 40_000,
  from: parseCivilDate('2025-01-01'),
  to: parseCivilDate('2026-11-30'),
  units: readUnits(),
  procedures: readProcedures(),
  calendar: workingCalendarOf(readCalendarDays()),
  dossierPrefix: HA_TINH.dossierPrefix,
};
const text = [...generateDossiers(options)].join('');
const rows: RowCells[] = parse(text, { columns: true });

function share(of: readonly RowCells[], test: (row: RowCells) => boolean): number {
  return of.filter(test).length / of.length;
}

function countBy(of: readonly RowCells[], key: (row: RowCells) => string): Map<string, RowCells[]> {
  return Map.groupBy(of, key);
}

const submittedOn = ({ code }: RowCells) => code.replace(/^.*-(\d{2})(\d{2})(\d{2})-\d+$/, '20$1-$2-$3');
const isNumbered = (group: RowCells[]) => group.every(({ code }, place) => Number(code.slice(-4)) === place + 1);
const isOnline = ({ channel }: RowCells) => channel === 'ONLINE';
const finished = rows.filter(({ finished_on: day }) => day !== '');
const isLate = (row: RowCells) => row.finished_on > row.due_on;

describe('generateDossiers', () => {
  it('gives the same bytes for the same options and others for another seed', () => {
    const again = [...generateDossiers(options)].join('');
    const other = [...generateDossiers({ ...options, seed: 2 })].join('');
    expect(createHash('sha256').update(again).digest('hex')).toBe(createHash('sha256').update(text).digest('hex'));
    expect(other).not.toBe(text);
  });

  it('gives exactly as many dossiers as asked for, none and one included', () => {
    expect(rows).toHaveLength(40_000);
    for (const dossiers of [0, 1, 7]) {
      const lines = [...generateDossiers({ ...options, dossiers })].join('').trimEnd().split('\n');
      expect(lines).toHaveLength(dossiers + 1);
    }
  });

  it('makes rows that pass every rule on the last day', () => {
    const lookups: RowLookups = {
      codePattern: dossierCodePattern(['H27']),
      units: new Map(
        readUnits().map(({ code, name, kind }) => [
          code,
          { id: code, name, kind, validFrom: null, validTo: null, successorIds: [] },
        ]),
      ),
      procedures: new Map(
        readProcedures().map(({ code, serviceLevel, eligible, competence, ownerCode }) => [
          code,
          {
            id: code,
            offers: [{ validFrom: null, validTo: null, serviceLevel, eligible, competence, ownerId: ownerCode }],
          },
        ]),
      ),
      today: options.to,
    };
    const checker = new RowChecker(standardProfile(), lookups, builtInRules());
    const findings = rows.flatMap((row) => checker.check(ROW_COLUMNS.map(({ name }) => row[name])));
    expect(findings).toEqual([]);
  });

  it('numbers dossiers by unit and day, in order of days', () => {
    const groups = [...countBy(rows, ({ code }) => code.slice(0, -5)).values()];
    expect(groups.filter((group) => !isNumbered(group))).toEqual([]);
    expect(new Set(rows.map(({ code }) => code)).size).toBe(rows.length);
    expect(rows.filter((row, place) => place > 0 && submittedOn(row) < submittedOn(rows[place - 1] ?? row))).toEqual(
      [],
    );
  });

  it('submits on days off only online, and little', () => {
    const offDays = rows.filter((row) => !isWorkingDay(parseCivilDate(submittedOn(row)), options.calendar));
    expect(share(offDays, isOnline)).toBe(1);
    expect(offDays.length / rows.length).toBeLessThan(0.04);
    expect(offDays.length).toBeGreaterThan(100);
    const finishedOffDay = finished.filter((row) => weekdayOf(parseCivilDate(row.finished_on)) === 7);
    expect(finishedOffDay).toEqual([]);
  });

  it('dips at Tết and rises in summer', () => {
    const byMonth = countBy(rows, (row) => submittedOn(row).slice(0, 7));
    const size = (month: string) => byMonth.get(month)?.length ?? 0;
    expect(size('2026-02')).toBeLessThan(0.75 * size('2026-03'));
    expect(size('2026-07')).toBeGreaterThan(1.1 * size('2026-04'));
  });

  it('goes online from about a third to about four fifths, units differing', () => {
    const monthly = (month: string) =>
      share(
        rows.filter((row) => submittedOn(row).startsWith(month)),
        isOnline,
      );
    expect(monthly('2025-01')).toBeGreaterThan(0.28);
    expect(monthly('2025-01')).toBeLessThan(0.48);
    expect(monthly('2026-11')).toBeGreaterThan(0.7);
    expect(monthly('2026-11')).toBeLessThan(0.88);
    const lastYear = countBy(
      rows.filter((row) => submittedOn(row) >= '2026'),
      ({ resolving_unit: unit }) => unit,
    );
    const shares = [...lastYear.values()].filter((group) => group.length > 100).map((group) => share(group, isOnline));
    expect(Math.min(...shares)).toBeLessThan(0.5);
    expect(Math.max(...shares)).toBeGreaterThan(0.9);
  });

  it('finishes most in time, a few units much later than the others', () => {
    expect(share(finished, isLate)).toBeGreaterThan(0.02);
    expect(share(finished, isLate)).toBeLessThan(0.07);
    const byUnit = [...countBy(finished, ({ resolving_unit: unit }) => unit).values()];
    const laggards = byUnit.filter((group) => group.length > 150 && share(group, isLate) > 0.09);
    expect(laggards.length).toBeGreaterThan(0);
    expect(laggards.length).toBeLessThan(15);
  });

  it('leaves open only what came in lately', () => {
    const open = rows.filter(({ status }) => ['2', '4', '5'].includes(status));
    expect(open.length).toBeGreaterThan(100);
    expect(share(open, (row) => submittedOn(row) >= '2026-09-01')).toBe(1);
    expect(rows.every(({ finished_on: day }) => day <= '2026-11-30')).toBe(true);
  });

  it('has large and small units, busy and rare procedures, ratings, payments and a few refusals', () => {
    const sizes = [...countBy(rows, ({ resolving_unit: unit }) => unit).values()].map(({ length }) => length);
    expect(sizes.length).toBeGreaterThan(75);
    expect(Math.max(...sizes)).toBeGreaterThan(6 * Math.min(...sizes));
    const procedures = [...countBy(rows, ({ procedure_code: code }) => code).values()].map(({ length }) => length);
    expect(Math.max(...procedures)).toBeGreaterThan(0.08 * rows.length);
    const rated = rows.filter(({ rating }) => rating !== '');
    expect(rated.length / finished.length).toBeCloseTo(0.4, 1);
    expect(share(rated, ({ rating }) => rating === 'DISSATISFIED')).toBeLessThan(0.07);
    expect(share(rows, ({ payable }) => payable === 'true')).toBeGreaterThan(0.2);
    expect(share(rows, ({ status }) => status === '3')).toBeGreaterThan(0);
    expect(share(rows, ({ synthetic }) => synthetic === 'true')).toBe(1);
    expect(share(rows, (row) => row.receiving_unit !== row.resolving_unit)).toBeGreaterThan(0.005);
  });
});
