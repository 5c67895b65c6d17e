import 'reflect-metadata';
import { describe, expect, it } from '@jest/globals';
import { parseCivilDate } from '../../schema/base/index.js';
import { CompetenceLevel, ServiceLevel } from '../../schema/catalogue/index.js';
import { ROW_COLUMNS } from '../../schema/dossiers/index.js';
import { dossierCodePattern } from '../../schema/dossiers/imports/cell-rules.js';
import type {
  Finding,
  KnownUnit,
  ProcedureOffer,
  RowFacts,
  RowLookups,
} from '../../schema/dossiers/imports/dossier-row.js';
import { mapHeader } from '../../schema/dossiers/intake/header-rules.js';
import { isFullProcess, RowChecker } from '../../schema/dossiers/intake/row-checker.js';
import { builtInRules } from '../../schema/dossiers/intake/built-in.js';
import { UnitKind } from '../../schema/organisation/index.js';
import { buildRow, cellsOf, type RowCells } from '../support/dossier-rows.js';
import { standardProfile } from '../support/import-profiles.js';

function offer(serviceLevel: ServiceLevel, eligible: boolean | null): ProcedureOffer {
  const competence = CompetenceLevel.Both;
  return { validFrom: null, validTo: null, serviceLevel, eligible, competence, ownerId: 'department' };
}

function unit(id: string, kind: UnitKind, facts: Partial<KnownUnit> = {}): KnownUnit {
  return { id, kind, name: `Đơn vị ${id}`, validFrom: null, validTo: null, successorIds: [], ...facts };
}

const profile = standardProfile();

const lookups: RowLookups = {
  codePattern: dossierCodePattern(['H27']),
  procedures: new Map([
    ['1.001193', { id: 'full', offers: [offer(ServiceLevel.Full, true)] }],
    ['2.000815', { id: 'partial', offers: [offer(ServiceLevel.Partial, false)] }],
    ['1.009999', { id: 'info', offers: [offer(ServiceLevel.Info, null)] }],
    [
      '1.004222',
      {
        id: 'raised',
        offers: [
          { ...offer(ServiceLevel.Info, null), validTo: parseCivilDate('2025-07-01') },
          {
            ...offer(ServiceLevel.Partial, false),
            validFrom: parseCivilDate('2025-07-01'),
            validTo: parseCivilDate('2025-11-15'),
          },
          { ...offer(ServiceLevel.Full, true), validFrom: parseCivilDate('2025-11-15') },
        ],
      },
    ],
  ]),
  units: new Map([
    ['18073', unit('ward', UnitKind.Commune)],
    ['STP', unit('department', UnitKind.Department)],
    [
      'SKHDT',
      unit('merged', UnitKind.Department, { validTo: parseCivilDate('2025-11-04'), successorIds: ['department'] }),
    ],
    ['STC', unit('other', UnitKind.Department)],
    ['18100', unit('new', UnitKind.Commune, { validFrom: parseCivilDate('2025-07-01') })],
  ]),
  today: parseCivilDate('2025-12-01'),
};

interface Verdict {
  readonly findings: readonly Finding[];
  readonly facts: RowFacts;
}

function check(overrides: Partial<RowCells>): Verdict {
  const checker = new RowChecker(profile, lookups, builtInRules());
  return { findings: checker.check(cellsOf(buildRow(overrides))), facts: checker.facts };
}

function faultsOf(overrides: Partial<RowCells>): string[] {
  const blocks = check(overrides).findings.filter(({ severity }) => severity === 'BLOCK');
  return blocks.map(({ column, rule }) => `${column} ${rule}`);
}

/** What is told of a row that is taken. */
function hintsOf(overrides: Partial<RowCells>): string[] {
  const { findings } = check(overrides);
  return findings.map(({ column, rule, severity }) => `${severity} ${column} ${rule}`);
}

function dossierOf(overrides: Partial<RowCells>): RowFacts {
  const { findings, facts } = check(overrides);
  if (findings.length > 0) throw new Error(JSON.stringify(findings));
  return facts;
}

/** Whether a taken row is full process and eligible. */
function countsOf(overrides: Partial<RowCells>) {
  const facts = dossierOf(overrides);
  return { fullProcess: isFullProcess(facts), eligible: facts.offer?.eligible ?? false };
}

const open = { status: '4', finished_on: '', rating: '' };

describe('RowChecker', () => {
  it.each([
    ['2025-06-30', { fullProcess: false, eligible: false }, 'IN_PERSON'],
    ['2025-07-01', { fullProcess: false, eligible: false }, 'ONLINE'],
    ['2025-11-14', { fullProcess: false, eligible: false }, 'ONLINE'],
    ['2025-11-15', { fullProcess: true, eligible: true }, 'ONLINE'],
  ])('judges a dossier received on %s by what the procedure was that day', (received_on, facts, channel) => {
    const dates = { received_on, due_on: '', finished_on: '', status: '4', rating: '' };
    expect(countsOf({ code: 'H27.14-250601-0001', procedure_code: '1.004222', channel, ...dates })).toEqual(facts);
  });

  it('refuses online dossiers of the days on which a procedure was not offered so', () => {
    const dates = { received_on: '2025-06-30', due_on: '', finished_on: '', status: '4', rating: '' };
    expect(faultsOf({ code: 'H27.14-250601-0001', procedure_code: '1.004222', channel: 'ONLINE', ...dates })).toEqual([
      'channel CHANNEL_NOT_OFFERED',
    ]);
  });

  it.each<[string, Partial<RowCells>, string[]]>([
    ['a whole row', {}, []],
    ['an older code', { code: '000.00.14.H27-251103-0001' }, []],
    ['a code of three levels', { code: 'H27.14.02-251103-12345' }, []],
    ['a code of another province', { code: 'H56.14-251103-0001' }, ['code CODE_FORMAT']],
    ['a code whose dot is another sign', { code: 'H27x14-251103-0001' }, ['code CODE_FORMAT']],
    ['a code with too few digits', { code: 'H27.14-251103-001' }, ['code CODE_FORMAT']],
    ['a code longer than an index holds', { code: `H27.14-251103-${'1'.repeat(3000)}` }, ['code CODE_FORMAT']],
    ['no code', { code: '' }, ['code REQUIRED']],
    ['a procedure with the suffix of a province', { procedure_code: '1.001193.000.00.00.H41' }, []],
    ['a procedure that only begins alike', { procedure_code: '1.0011931' }, ['procedure_code PROCEDURE_UNKNOWN']],
    ['an unknown procedure', { procedure_code: '1.001194' }, ['procedure_code PROCEDURE_UNKNOWN']],
    ['no procedure', { procedure_code: '' }, ['procedure_code REQUIRED']],
    ['an unknown receiving unit', { receiving_unit: '99999' }, ['receiving_unit UNIT_UNKNOWN']],
    ['an unknown resolving unit', { resolving_unit: 'stp' }, ['resolving_unit UNIT_UNKNOWN']],
    ['a channel in small letters', { channel: 'online' }, ['channel CHANNEL_UNKNOWN']],
    ['no channel', { channel: '' }, ['channel REQUIRED']],
    ['information only, in person', { procedure_code: '1.009999', channel: 'IN_PERSON' }, []],
    ['information only, online', { procedure_code: '1.009999' }, ['channel CHANNEL_NOT_OFFERED']],
    ['partial service, online', { procedure_code: '2.000815' }, []],
    ['status 0', { status: '0' }, ['status STATUS_UNKNOWN']],
    ['status 11', { status: '11' }, ['status STATUS_UNKNOWN']],
    ['status 04', { ...open, status: '04' }, ['status STATUS_UNKNOWN']],
    ['a day that is none', { due_on: '2025-02-30' }, ['due_on DATE_FORMAT']],
    ['a leap day', { ...open, received_on: '2024-02-29' }, []],
    ['a leap day of a common year', { ...open, received_on: '2025-02-29' }, ['received_on DATE_FORMAT']],
    ['a Vietnamese way to write a day', { due_on: '05/11/2025' }, ['due_on DATE_FORMAT']],
    ['a placeholder day', { due_on: '9999-12-31' }, ['due_on DATE_FORMAT']],
    ['received today', { ...open, received_on: '2025-12-01', due_on: '2025-12-01' }, []],
    ['received tomorrow', { ...open, received_on: '2025-12-02', due_on: '' }, ['received_on DATE_IN_FUTURE']],
    ['due in the future', { ...open, due_on: '2026-12-01' }, []],
    ['no appointment', { due_on: '' }, []],
    ['due on the day of reception', { due_on: '2025-11-03' }, []],
    ['due the day before reception', { due_on: '2025-11-02' }, ['due_on DUE_BEFORE_RECEIVED']],
    ['finished on the day of reception', { finished_on: '2025-11-03' }, []],
    ['finished before reception', { finished_on: '2025-11-02' }, ['finished_on FINISHED_BEFORE_RECEIVED']],
    ['finished tomorrow', { finished_on: '2025-12-02' }, ['finished_on DATE_IN_FUTURE']],
    ['done without a day', { finished_on: '' }, ['finished_on FINISHED_MISSING']],
    ['withdrawn without a day', { status: '7', finished_on: '' }, ['finished_on FINISHED_MISSING']],
    ['withdrawn on a day', { status: '7' }, []],
    ['stopped with a day', { status: '8' }, ['finished_on FINISHED_NOT_ALLOWED']],
    ['under way without reception', { ...open, received_on: '' }, ['received_on RECEIVED_MISSING']],
    ['waiting for reception', { ...open, status: '1', received_on: '', due_on: '' }, []],
    ['refused', { ...open, status: '3', received_on: '', due_on: '' }, []],
    ['flags as a spreadsheet writes them', { payable: 'TRUE', paid_online: 'False', synthetic: '0' }, []],
    ['a flag in words', { payable: 'có' }, ['payable FLAG_FORMAT']],
    ['no flag', { electronic_result: '' }, ['electronic_result REQUIRED']],
    ['no rating', { rating: '' }, []],
    ['an unknown rating', { rating: 'GOOD' }, ['rating RATING_UNKNOWN']],
    ['a time without offset', { updated_at: '2025-11-04T10:00:00' }, ['updated_at INSTANT_FORMAT']],
    ['a time of a day that is none', { updated_at: '2025-02-30T10:00:00Z' }, ['updated_at INSTANT_FORMAT']],
    ['hour 24', { updated_at: '2025-11-04T24:00:00Z' }, ['updated_at INSTANT_FORMAT']],
    ['a time to the microsecond', { updated_at: '2025-11-04T10:00:00.123456+00:00' }, []],
    ['the last second of today', { updated_at: '2025-12-01T16:59:59Z' }, []],
    ['the first second of tomorrow', { updated_at: '2025-12-01T17:00:00Z' }, ['updated_at DATE_IN_FUTURE']],
  ])('judges %s', (_, overrides, faults) => {
    expect(faultsOf(overrides)).toEqual(faults);
  });

  it('reports every fault of a row in column order, with value and what is allowed', () => {
    const { findings } = check({ rating: 'x', code: 'y', finished_on: '2025-11-02', status: '12', channel: 'FAX' });
    expect(findings.map(({ column }) => column)).toEqual(['code', 'channel', 'status', 'finished_on', 'rating']);
    expect(findings[1]).toMatchObject({ value: 'FAX', rule: 'CHANNEL_UNKNOWN', severity: 'BLOCK' });
    expect(findings[1]?.message).toContain('ONLINE (trực tuyến), IN_PERSON (trực tiếp) hoặc POSTAL');
  });

  it('cuts a long value', () => {
    expect(check({ rating: 'z'.repeat(5000) }).findings[0]?.value.length).toBe(200);
  });

  it('takes full process from channel and service level, eligibility from the procedure', () => {
    expect(countsOf({})).toEqual({ fullProcess: true, eligible: true });
    expect(dossierOf({}).procedureId).toBe('full');
    expect(countsOf({ channel: 'POSTAL' })).toEqual({ fullProcess: false, eligible: true });
    expect(countsOf({ procedure_code: '2.000815' })).toEqual({ fullProcess: false, eligible: false });
  });

  it('makes empty cells null', () => {
    expect(dossierOf({ ...open, due_on: '' })).toMatchObject({ dueOn: null, finishedOn: null, rating: null });
  });

  it('tells the day in the code', () => {
    expect(dossierOf({ code: '000.00.14.H27-240229-0001' }).openedOn).toBe('2024-02-29');
  });

  it.each<[string, Partial<RowCells>, string[]]>([
    ['a code of a day that is none', { code: 'H27.14-250229-0001' }, ['BLOCK code CODE_DAY']],
    ['a code of tomorrow', { code: 'H27.14-251202-0001' }, ['BLOCK code CODE_DAY']],
    ['a code of today', { ...open, code: 'H27.14-251201-0001', received_on: '2025-12-01', due_on: '' }, []],
    ['a code younger than the reception', { code: 'H27.14-251104-0001' }, ['WARN code OPENED_AFTER_RECEIVED']],
    ['a department for its own procedure', { resolving_unit: 'STP' }, []],
    ['a department for a procedure of another', { resolving_unit: 'STC' }, ['WARN resolving_unit UNIT_NOT_COMPETENT']],
    ['a department that went into the managing one', { resolving_unit: 'SKHDT' }, []],
    [
      'a unit on the day after its last',
      { resolving_unit: 'SKHDT', received_on: '2025-11-04' },
      ['BLOCK resolving_unit UNIT_ENDED'],
    ],
    [
      'a unit before its first day, which old dossiers may be moved to',
      {
        ...open,
        code: 'H27.14-250630-0001',
        resolving_unit: '18100',
        received_on: '2025-06-30',
      },
      [],
    ],
    ['payment without anything to pay', { payable: 'false' }, ['WARN paid_online PAID_NOT_PAYABLE']],
    ['a rating before the end', { ...open, rating: 'SATISFIED' }, ['WARN rating RATED_BEFORE_FINISHED']],
  ])('tells of %s', (_, overrides, hints) => {
    expect(hintsOf(overrides)).toEqual(hints);
  });

  it('tells of a code that came before, whatever number of digits others have', () => {
    const checker = new RowChecker(profile, lookups, builtInRules());
    const rulesOf = (code: string) => checker.check(cellsOf(buildRow({ code }))).map(({ rule }) => rule);
    expect(rulesOf('H27.14-251103-0001')).toEqual([]);
    expect(rulesOf('H27.14-251103-00001')).toEqual([]);
    expect(rulesOf('H27.15-251103-0001')).toEqual([]);
    expect(rulesOf('H27.14-251102-0001')).toEqual([]);
    expect(rulesOf('H27.14-251103-0001')).toEqual(['REPEATED_CODE']);
  });

  it('remembers each of 100,000 codes exactly', () => {
    const checker = new RowChecker(profile, lookups, builtInRules());
    const row = cellsOf(buildRow());
    const found = (serial: number) => checker.check([`H27.14-251103-${1000 + serial}`, ...row.slice(1)]).length;
    const serials = Array.from({ length: 100_000 }, (_, place) => place);
    expect(serials.filter((serial) => found(serial) > 0)).toEqual([]);
    expect(serials.filter((serial) => found(serial) === 0)).toEqual([]);
  });
});

describe('mapHeader', () => {
  const names = ROW_COLUMNS.map(({ name }) => name);

  it('finds the columns in any order, blanks and capitals aside', () => {
    const turned = names.toReversed().map((name) => ` ${name.toUpperCase()} `);
    expect(mapHeader(profile, turned).places).toEqual(names.map((_, place) => names.length - 1 - place));
  });

  it('names missing, unknown and repeated columns in one refusal', () => {
    const header = [...names.filter((name) => name !== 'rating'), 'full_name', 'code'];
    expect(() => mapHeader(profile, header)).toThrow('thiếu cột rating; cột không biết full_name; cột lặp lại code.');
  });

  it('says that semicolons do not part columns', () => {
    expect(() => mapHeader(profile, [names.join(';')])).toThrow('cách nhau bằng dấu phẩy');
  });
});
