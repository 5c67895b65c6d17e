import type { CivilDate } from '../../base/index.js';
import { civilDateAt } from '../../base/index.js';
import { nearestVersion, ServiceLevel } from '../../catalogue/index.js';
import { isCivilDay, procedureCodeOf } from '../imports/cell-rules.js';
import {
  LONGEST_VALUE,
  WHOLE_ROW,
  type Finding,
  type KnownProcedure,
  type KnownUnit,
  type RowFacts,
  type RowLookups,
} from '../imports/dossier-row.js';
import { Channel, Rating } from '../store/dossier.js';
import { ROW_COLUMNS, type ColumnName } from '../store/row-columns.js';
import { dayReader, instantReader, remembering, wordReader, type CellReader } from './cell-readers.js';
import type { FormatRule } from './format-rules.js';
import { allowedValues } from './allowed-values.js';
import type { ProfileDefinition } from './profile-shape.js';
import { RepeatedCodes } from './repeated-codes.js';
import { ruleTests, type RuleTest } from './rule-tests.js';
import type { RuleData } from './rule-schema.js';
import { FindingSeverity } from '../imports/finding-severity.js';

const PLACES = Object.fromEntries(ROW_COLUMNS.map(({ name }, place) => [name, place])) as Record<ColumnName, number>;
const CHANNELS: ReadonlySet<string> = new Set(Object.values(Channel));
const RATINGS: ReadonlySet<string> = new Set(Object.values(Rating));
const NONE: readonly Finding[] = [];

/** Checks rows against a profile, the lookups and the rules, one after the other. */
export class RowChecker {
  /** The row that was checked last. */
  readonly facts: RowFacts;
  private readonly tests: readonly RuleTest[];
  private readonly codes: RepeatedCodes | null;
  private readonly read: ReturnType<typeof readersOf>;
  private readonly allowed: Readonly<Record<ColumnName, string>>;
  private findings: Finding[] = [];
  private cells: readonly string[] = [];

  constructor(
    profile: ProfileDefinition,
    private readonly lookups: RowLookups,
    rules: readonly RuleData[],
  ) {
    this.facts = blankFacts(lookups.today);
    this.tests = ruleTests(rules);
    this.codes = rules.some(({ check, enabled }) => enabled && check === 'CODE_ONCE') ? new RepeatedCodes() : null;
    this.read = readersOf(profile, lookups);
    this.allowed = allowedValues(profile);
  }

  /** Whether a code may have come twice; false only when every code was remembered. */
  get mayRepeat(): boolean {
    return this.codes === null || this.codes.mayRepeat;
  }

  /**
   * Everything found in a row, in column order; `facts` holds the row afterwards. Cells in the order of `ROW_COLUMNS`,
   * surrounding blanks removed.
   */
  check(cells: readonly string[]): readonly Finding[] {
    const { facts, read } = this;
    this.cells = cells;
    facts.unread = 0;
    this.takeCode();
    const procedure = this.needed('procedure_code', read.procedure, 'PROCEDURE_UNKNOWN', NOT_IN_CATALOGUE);
    facts.receivingUnit = this.needed('receiving_unit', read.unit, 'UNIT_UNKNOWN', NO_UNIT);
    facts.resolvingUnit = this.needed('resolving_unit', read.unit, 'UNIT_UNKNOWN', NO_UNIT);
    facts.channel = this.needed('channel', read.channel, 'CHANNEL_UNKNOWN', NOT_IN_LIST);
    facts.status = this.needed('status', read.status, 'STATUS_UNKNOWN', 'không phải mã trạng thái') ?? 0;
    facts.receivedOn = this.optional('received_on', read.receivedOn, 'DATE_FORMAT', NO_DAY);
    facts.dueOn = this.optional('due_on', read.dueOn, 'DATE_FORMAT', NO_DAY);
    facts.finishedOn = this.optional('finished_on', read.finishedOn, 'DATE_FORMAT', NO_DAY);
    facts.payable = this.needed('payable', read.payable, 'FLAG_FORMAT', NO_FLAG);
    facts.paidOnline = this.needed('paid_online', read.paidOnline, 'FLAG_FORMAT', NO_FLAG);
    facts.electronicResult = this.needed('electronic_result', read.electronicResult, 'FLAG_FORMAT', NO_FLAG);
    facts.rating = this.optional('rating', read.rating, 'RATING_UNKNOWN', NOT_IN_LIST);
    facts.synthetic = this.needed('synthetic', read.synthetic, 'FLAG_FORMAT', NO_FLAG);
    facts.updatedAt = this.needed('updated_at', read.updatedAt, 'INSTANT_FORMAT', 'không phải thời điểm');
    facts.updatedOn = facts.updatedAt === null ? null : dayOfInstant(facts.updatedAt);
    facts.procedureId = procedure === null ? null : procedure.id;
    facts.offer = procedure === null ? null : offerOf(procedure, facts);
    for (const test of this.tests) if (!test.isKept(facts)) this.break(test);
    return this.takeFindings();
  }

  /** The finding that a row as a whole is wrong; `facts` is empty afterwards. */
  refuse(rule: FormatRule, value: string, message: string): readonly Finding[] {
    Object.assign(this.facts, blankFacts(this.lookups.today));
    return [
      { column: WHOLE_ROW, rule, severity: FindingSeverity.Block, value: value.slice(0, LONGEST_VALUE), message },
    ];
  }

  private takeFindings(): readonly Finding[] {
    if (this.findings.length === 0) return NONE;
    const found = this.findings.toSorted((left, right) => placeOf(left) - placeOf(right));
    this.findings = [];
    return found;
  }

  private takeCode(): void {
    const { facts, lookups } = this;
    const code = this.cells[PLACES.code] ?? '';
    facts.code = null;
    facts.openedOn = null;
    facts.repeated = false;
    if (!lookups.codePattern.test(code)) {
      return this.wrong('code', 'CODE_FORMAT', 'không đúng dạng mã hồ sơ của tỉnh');
    }
    const dash = code.lastIndexOf('-');
    facts.openedOn = this.read.codeDay(code.slice(dash - 6, dash));
    if (facts.openedOn === null) return this.wrong('code', 'CODE_DAY', 'chứa ngày không có thật');
    if (facts.openedOn > lookups.today) {
      facts.openedOn = null;
      return this.wrong('code', 'CODE_DAY', `chứa ngày sau ngày nạp ${lookups.today}`);
    }
    facts.code = code;
    facts.repeated = this.codes?.has(code, dash, facts.openedOn) ?? false;
  }

  private needed<T>(column: ColumnName, read: CellReader<T>, rule: FormatRule, problem: string): T | null {
    const value = read(this.cells[PLACES[column]] ?? '');
    if (value === null) this.wrong(column, rule, problem);
    return value;
  }

  private optional<T>(column: ColumnName, read: CellReader<T>, rule: FormatRule, problem: string): T | null {
    return this.cells[PLACES[column]] === '' ? null : this.needed(column, read, rule, problem);
  }

  /** Refuses the cell, naming what it takes; an empty one as missing. */
  private wrong(column: ColumnName, rule: FormatRule, problem: string): void {
    this.facts.unread |= 1 << PLACES[column];
    const value = this.cells[PLACES[column]] ?? '';
    const allowed = `Giá trị hợp lệ: ${this.allowed[column]}.`;
    if (value === '') this.add(column, 'REQUIRED', FindingSeverity.Block, `Không được để trống. ${allowed}`);
    else this.add(column, rule, FindingSeverity.Block, `«${value.slice(0, 80)}» ${problem}. ${allowed}`);
  }

  private break({ column, code, severity, messageOf }: RuleTest): void {
    this.add(column, code, severity, messageOf(this.facts));
  }

  private add(column: ColumnName, rule: string, severity: FindingSeverity, message: string): void {
    const value = (this.cells[PLACES[column]] ?? '').slice(0, LONGEST_VALUE);
    this.findings.push({ column, rule, severity, value, message });
  }
}

const NOT_IN_CATALOGUE = 'không có trong danh mục thủ tục';
const NOT_IN_LIST = 'không có trong danh sách';
const NO_UNIT = 'không phải mã đơn vị';
const NO_DAY = 'không phải ngày từ năm 2000 đến năm 2099';
const NO_FLAG = 'không phải đúng hoặc sai';

function readersOf(profile: ProfileDefinition, lookups: RowLookups) {
  const { columns, numbers, flags, timeZone } = profile;
  const word = (name: ColumnName) => wordReader(columns[name].values, numbers);
  const day = (name: ColumnName) => dayReader(columns[name].format ?? 'yyyy-MM-dd');
  const flagWords = Object.fromEntries([
    ...flags.true.map((text) => [text, 'true'] as const),
    ...flags.false.map((text) => [text, 'false'] as const),
  ]);
  const flag = (name: ColumnName): CellReader<boolean> => {
    const own = columns[name].values;
    const read = wordReader(Object.keys(own).length > 0 ? own : flagWords, numbers);
    return remembering((text) => flagOf(read(text)));
  };
  return {
    codeDay: remembering(codeDay),
    procedure: remembering((text) => procedureOf(word('procedure_code')(text), lookups)),
    unit: unitReader(profile, lookups),
    channel: member(word('channel'), CHANNELS),
    status: statusReader(word('status')),
    receivedOn: day('received_on'),
    dueOn: day('due_on'),
    finishedOn: day('finished_on'),
    payable: flag('payable'),
    paidOnline: flag('paid_online'),
    electronicResult: flag('electronic_result'),
    rating: member(word('rating'), RATINGS),
    synthetic: flag('synthetic'),
    updatedAt: instantReader(columns.updated_at.format ?? 'ISO', timeZone),
  };
}

function unitReader({ columns }: ProfileDefinition, lookups: RowLookups): CellReader<KnownUnit> {
  const read = wordReader({ ...columns.receiving_unit.values, ...columns.resolving_unit.values }, 'PLAIN');
  return remembering((text) => lookups.units.get(read(text) ?? text) ?? null);
}

function statusReader(read: CellReader<string>): CellReader<number> {
  return remembering((text) => {
    const value = read(text) ?? text;
    return /^([1-9]|10)$/.test(value) ? Number(value) : null;
  });
}

function member(read: CellReader<string>, members: ReadonlySet<string>): CellReader<string> {
  return remembering((text) => {
    const value = read(text);
    return value !== null && members.has(value) ? value : null;
  });
}

function flagOf(word: string | null): boolean | null {
  if (word === null) return null;
  return word === 'true' ? true : word === 'false' ? false : null;
}

function procedureOf(text: string | null, { procedures }: RowLookups): KnownProcedure | null {
  const code = text === null ? null : procedureCodeOf(text);
  return (code === null ? undefined : procedures.get(code)) ?? null;
}

function codeDay(text: string): CivilDate | null {
  const day = `20${text.slice(0, 2)}-${text.slice(2, 4)}-${text.slice(4)}`;
  return isCivilDay(day) ? (day as CivilDate) : null;
}

/** What the procedure was on the day of reception; a dossier that was never received is judged by today. */
function offerOf({ offers }: KnownProcedure, { receivedOn, today }: RowFacts) {
  return nearestVersion(offers, receivedOn ?? today) ?? null;
}

/**
 * Whether the row is a dossier of full process: submitted online for a procedure provided so on the day of reception.
 * Source: Nghị định 42/2022/NĐ-CP, Điều 11.
 */
export function isFullProcess({ channel, offer }: RowFacts): boolean {
  return channel === Channel.Online && offer?.serviceLevel === ServiceLevel.Full;
}

function dayOfInstant(text: string): CivilDate {
  return text.endsWith('+07:00') ? (text.slice(0, 10) as CivilDate) : civilDateAt(new Date(text));
}

function placeOf({ column }: Finding): number {
  return PLACES[column as ColumnName] ?? -1;
}

function blankFacts(today: CivilDate): RowFacts {
  return {
    code: null,
    openedOn: null,
    procedureId: null,
    receivingUnit: null,
    resolvingUnit: null,
    channel: null,
    status: 0,
    receivedOn: null,
    dueOn: null,
    finishedOn: null,
    offer: null,
    payable: null,
    paidOnline: null,
    electronicResult: null,
    rating: null,
    synthetic: null,
    updatedAt: null,
    updatedOn: null,
    repeated: false,
    unread: 0,
    today,
  };
}
