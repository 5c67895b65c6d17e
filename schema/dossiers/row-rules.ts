import { civilDateAt, type CivilDate } from '../base/index.js';
import { nearestVersion, ServiceLevel } from '../catalogue/index.js';
import {
  LONGEST_VALUE,
  type DossierRow,
  type KnownProcedure,
  type RowFault,
  type RowLookups,
  type RowRule,
  type RowVerdict,
} from './dossier-row.js';
import { isCivilDay, isInstant, openedOnOf, procedureCodeOf } from './cell-rules.js';
import { Channel, Rating } from './dossier.js';
import { ROW_COLUMNS, type ColumnName } from './row-columns.js';

const places = Object.fromEntries(ROW_COLUMNS.map(({ name }, place) => [name, place])) as Record<ColumnName, number>;
const allowed = Object.fromEntries(ROW_COLUMNS.map((column) => [column.name, column.allowed])) as Record<
  ColumnName,
  string
>;
const channels: ReadonlySet<string> = new Set(Object.values(Channel));
const ratings: ReadonlySet<string> = new Set(Object.values(Rating));
const flags: ReadonlyMap<string, boolean> = new Map(
  [true, false].flatMap((flag) => {
    const text = String(flag);
    const capital = text.charAt(0).toUpperCase() + text.slice(1);
    return [text, text.toUpperCase(), capital, flag ? '1' : '0'].map((form) => [form, flag] as const);
  }),
);

/** Waiting for reception, and refused: never received, so without a day of reception. */
const NOT_RECEIVED: ReadonlySet<number> = new Set([1, 3]);
/** Withdrawn, done, returned. Source: status codes of the national exchange, «đã xử lý {7, 9, 10}». */
const FINISHED: ReadonlySet<number> = new Set([7, 9, 10]);

/**
 * Checks one row on its own: cells in the order of `ROW_COLUMNS`, surrounding blanks removed.
 *
 * `fullProcess` = submitted online for a procedure provided at full process on the day of reception; a dossier that was
 * never received is judged by today. Whether it was eligible is told of the same day, unknown being no.
 * Source: Nghị định 42/2022/NĐ-CP, Điều 11.
 */
export function checkRow(cells: readonly string[], row: number, lookups: RowLookups): RowVerdict {
  return new RowCheck(cells, row, lookups).verdict();
}

class RowCheck {
  private readonly faults: RowFault[] = [];

  constructor(
    private readonly cells: readonly string[],
    private readonly row: number,
    private readonly lookups: RowLookups,
  ) {}

  verdict(): RowVerdict {
    const procedure = this.procedure();
    const receivedOn = this.day('received_on');
    const offer = procedure && nearestVersion(procedure.offers, (receivedOn ?? this.lookups.today) as CivilDate);
    const dossier = {
      code: this.code(),
      procedureId: procedure?.id ?? '',
      receivingUnitId: this.unit('receiving_unit'),
      resolvingUnitId: this.unit('resolving_unit'),
      channel: this.member('channel', channels, 'CHANNEL_UNKNOWN'),
      status: this.status(),
      receivedOn,
      dueOn: this.day('due_on'),
      finishedOn: this.day('finished_on'),
      fullProcess: this.cell('channel') === Channel.Online && offer?.serviceLevel === ServiceLevel.Full,
      eligible: offer?.eligible ?? false,
      payable: this.flag('payable'),
      paidOnline: this.flag('paid_online'),
      electronicResult: this.flag('electronic_result'),
      rating: this.cell('rating') === '' ? null : this.member('rating', ratings, 'RATING_UNKNOWN'),
      synthetic: this.flag('synthetic'),
      updatedAt: this.instant('updated_at'),
    };
    this.relateStatus(dossier);
    this.relateDays(dossier);
    if (dossier.channel === Channel.Online && offer?.serviceLevel === ServiceLevel.Info) this.notOffered();
    if (this.faults.length === 0) return { dossier };
    return { faults: this.faults.toSorted((left, right) => placeOf(left) - placeOf(right)) };
  }

  private cell(column: ColumnName): string {
    return this.cells[places[column]] ?? '';
  }

  private fault(column: ColumnName, rule: RowRule, message: string): void {
    this.faults.push({ row: this.row, column, value: this.cell(column).slice(0, LONGEST_VALUE), rule, message });
  }

  /** Refuses the cell, naming what it takes; an empty one as missing. */
  private refuse(column: ColumnName, rule: RowRule, problem: string): void {
    const value = this.cell(column);
    if (value === '') this.fault(column, 'REQUIRED', `Không được để trống. Giá trị hợp lệ: ${allowed[column]}.`);
    else this.fault(column, rule, `«${value.slice(0, 80)}» ${problem}. Giá trị hợp lệ: ${allowed[column]}.`);
  }

  private code(): string {
    const code = this.cell('code');
    if (!this.lookups.codePattern.test(code)) this.refuse('code', 'CODE_FORMAT', 'không đúng dạng mã hồ sơ của tỉnh');
    else if (!isCivilDay(openedOnOf(code))) this.refuse('code', 'CODE_FORMAT', 'có ngày không có thật');
    return code;
  }

  private procedure(): KnownProcedure | undefined {
    const code = procedureCodeOf(this.cell('procedure_code'));
    const procedure = code === null ? undefined : this.lookups.procedures.get(code);
    if (!procedure) this.refuse('procedure_code', 'PROCEDURE_UNKNOWN', 'không có trong danh mục thủ tục');
    return procedure;
  }

  private unit(column: 'receiving_unit' | 'resolving_unit'): string {
    const id = this.lookups.units.get(this.cell(column));
    if (id !== undefined) return id;
    const examples = [...this.lookups.units.keys()].slice(0, 3).join(', ');
    this.refuse(column, 'UNIT_UNKNOWN', `không phải mã đơn vị (ví dụ mã đúng: ${examples})`);
    return '';
  }

  private member(column: ColumnName, members: ReadonlySet<string>, rule: RowRule): string {
    const value = this.cell(column);
    if (!members.has(value)) this.refuse(column, rule, 'không có trong danh sách');
    return value;
  }

  /** 0 when the cell is no status, so that rules about statuses stay silent. */
  private status(): number {
    const text = this.cell('status');
    if (/^([1-9]|10)$/.test(text)) return Number(text);
    this.refuse('status', 'STATUS_UNKNOWN', 'không phải mã trạng thái');
    return 0;
  }

  private day(column: ColumnName): string | null {
    const text = this.cell(column);
    if (text === '') return null;
    if (isCivilDay(text)) return text;
    this.refuse(column, 'DATE_FORMAT', 'không phải ngày từ năm 2000 đến năm 2099');
    return null;
  }

  private flag(column: ColumnName): boolean {
    const flag = flags.get(this.cell(column));
    if (flag === undefined) this.refuse(column, 'FLAG_FORMAT', 'không phải đúng hoặc sai');
    return flag ?? false;
  }

  private instant(column: ColumnName): string {
    const text = this.cell(column);
    if (!isInstant(text)) this.refuse(column, 'INSTANT_FORMAT', 'không phải thời điểm');
    else if (dayOfInstant(text) > this.lookups.today) this.inFuture(column);
    return text;
  }

  private relateStatus({ status, receivedOn, finishedOn }: DossierRow): void {
    if (status === 0) return;
    if (receivedOn === null && this.cell('received_on') === '' && !NOT_RECEIVED.has(status)) {
      this.fault(
        'received_on',
        'RECEIVED_MISSING',
        `Trạng thái ${status} phải có ngày tiếp nhận: ${allowed.received_on}.`,
      );
    }
    if (FINISHED.has(status) && finishedOn === null && this.cell('finished_on') === '') {
      this.fault(
        'finished_on',
        'FINISHED_MISSING',
        `Trạng thái ${status} phải có ngày kết thúc: ${allowed.finished_on}.`,
      );
    }
    if (!FINISHED.has(status) && finishedOn !== null) {
      this.fault(
        'finished_on',
        'FINISHED_NOT_ALLOWED',
        `Trạng thái ${status} phải để trống; chỉ 7, 9, 10 có ngày kết thúc.`,
      );
    }
  }

  private relateDays({ receivedOn, dueOn, finishedOn }: DossierRow): void {
    if (receivedOn !== null && receivedOn > this.lookups.today) this.inFuture('received_on');
    if (finishedOn !== null && finishedOn > this.lookups.today) this.inFuture('finished_on');
    if (receivedOn === null) return;
    if (dueOn !== null && dueOn < receivedOn) {
      this.fault('due_on', 'DUE_BEFORE_RECEIVED', `Ngày hẹn trả phải từ ngày tiếp nhận ${receivedOn} trở đi.`);
    }
    if (finishedOn !== null && finishedOn < receivedOn) {
      this.fault(
        'finished_on',
        'FINISHED_BEFORE_RECEIVED',
        `Ngày kết thúc phải từ ngày tiếp nhận ${receivedOn} trở đi.`,
      );
    }
  }

  private inFuture(column: ColumnName): void {
    this.fault(column, 'DATE_IN_FUTURE', `Không được sau ngày nạp ${this.lookups.today}.`);
  }

  private notOffered(): void {
    const message = 'Thủ tục này chỉ cung cấp thông tin, không nhận trực tuyến. Giá trị hợp lệ: IN_PERSON hoặc POSTAL.';
    this.fault('channel', 'CHANNEL_NOT_OFFERED', message);
  }
}

function placeOf({ column }: RowFault): number {
  return ROW_COLUMNS.findIndex(({ name }) => name === column);
}

function dayOfInstant(text: string): string {
  return text.endsWith('+07:00') ? text.slice(0, 10) : civilDateAt(new Date(text));
}
