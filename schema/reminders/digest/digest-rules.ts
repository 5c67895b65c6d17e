import { addDays, daysBetween, formatVietnameseDate, toGlobalId, type CivilDate } from '../../base/index.js';
import { workingDaysBetween, type WorkingCalendar } from '../../calendar/index.js';
import { PostKind } from '../../organisation/index.js';
import { DeadlineKind } from '../../plan/index.js';
import { digestHtml } from './digest-html.js';
import { digestText } from './digest-text.js';
import { Nearness, type DigestLine, type DigestWords } from './digest-words.js';
import { oneLine } from './text-rules.js';

/** One thing owed, as the database has it. */
export interface DigestItem {
  readonly deadlineId: string;
  readonly title: string;
  readonly kind: DeadlineKind;
  readonly planNumber: string;
  readonly clauseCode: string;
  readonly quote: string;
  readonly dueOn: CivilDate;
  /** Name of the rung, for example «Đôn đốc lần 2». */
  readonly rungLabel: string;
  /** The signed text of the link by which the post can answer; null when it cannot. */
  readonly answerToken: string | null;
}

/** One mail: who it is for and what it lists. */
export interface DigestInput {
  readonly unitName: string;
  readonly postKind: PostKind;
  readonly day: CivilDate;
  readonly calendar: WorkingCalendar;
  readonly items: readonly DigestItem[];
  /** Where users open the system, without a slash at the end. */
  readonly publicUrl: string;
  /** True when the figures and addresses were made by the generator; a banner says so. */
  readonly synthetic: boolean;
}

/** Subject (one line) and the two parts of a mail. */
export interface RenderedMail {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

/** A mail lists at most this many things; a longer one is read by nobody. */
const MOST_LINES = 40;

const MISSING: Record<DeadlineKind, string> = {
  [DeadlineKind.Report]: 'báo cáo gửi trên hệ thống',
  [DeadlineKind.Inspection]: 'kết quả kiểm tra thực tế',
  [DeadlineKind.Survey]: 'kết quả khảo sát',
  [DeadlineKind.Scoring]: 'kết quả chấm điểm chỉ số',
  [DeadlineKind.Dated]: 'xác nhận hoàn thành kèm minh chứng',
};

const POST: Record<PostKind, string> = {
  [PostKind.Head]: 'người đứng đầu',
  [PostKind.Deputy]: 'cấp phó phụ trách',
  [PostKind.FocalPoint]: 'đầu mối',
};

/** The digest as a mail: overdue things first, then the nearest; every text from the database is made harmless. */
export function renderDigest(input: DigestInput): RenderedMail {
  const words = digestWords(input);
  return { subject: words.subject, text: digestText(words), html: digestHtml(words) };
}

/** When something is or was due, seen from a day: «hết ngày 16/12/2025, còn 2 ngày làm việc». */
export function dueInWords(dueOn: CivilDate, day: CivilDate, calendar: WorkingCalendar): string {
  const date = formatVietnameseDate(dueOn);
  if (dueOn === day) return `hết hôm nay, ngày ${date}`;
  const [first, last] = day < dueOn ? [day, dueOn] : [dueOn, day];
  const workingDays = workingDaysBetween(addDays(first, 1), addDays(last, 1), calendar);
  // Between a Friday and a Sunday no working day passes: count plain days then.
  const span = workingDays > 0 ? `${count(workingDays)} ngày làm việc` : `${count(daysBetween(first, last))} ngày`;
  return day < dueOn ? `hết ngày ${date}, còn ${span}` : `hạn ngày ${date}, quá hạn ${span}`;
}

/** `457/KH-UBND` becomes `KH 457`; a number of another shape stays as it is. */
export function shortPlanNumber(number: string): string {
  const match = /^(\d+)\/(\p{L}+)(-|$)/u.exec(number);
  return match ? `${match[2]} ${match[1]}` : oneLine(number);
}

function digestWords(input: DigestInput): DigestWords {
  const { unitName, postKind, day, publicUrl, synthetic } = input;
  const items = input.items.toSorted((a, b) => compare(a.dueOn, b.dueOn) || compare(a.title, b.title));
  const plans = [...new Set(items.map((item) => item.planNumber))].toSorted();
  const lines = linesOf(items.slice(0, MOST_LINES), input);
  const summary = summaryOf(items, day);
  const unit = oneLine(unitName);
  const planNames = plans.map((plan) => `Kế hoạch ${oneLine(plan)}`).join(', ');
  return {
    subject: `[${plans.map(shortPlanNumber).join(', ')}] ${unit}: ${summary}`,
    unitName: unit,
    summary,
    plans: planNames,
    groups: Object.values(Nearness)
      .map((nearness) => ({ name: nearness, lines: lines.filter((line) => line.nearness === nearness) }))
      .filter((group) => group.lines.length > 0),
    beyond: items.length > MOST_LINES ? `Còn ${count(items.length - MOST_LINES)} việc khác, xem trên hệ thống.` : null,
    publicUrl,
    footer:
      `Thư này gửi tới ${POST[postKind]} của ${unit} theo danh sách nhận nhắc việc của ${planNames}. ` +
      `Hệ thống lập tự động ngày ${formatVietnameseDate(day)}; xin không trả lời thư này.`,
    synthetic,
  };
}

function summaryOf(items: readonly DigestItem[], day: CivilDate): string {
  return Object.values(Nearness)
    .map((nearness) => ({ nearness, size: items.filter(({ dueOn }) => nearnessOf(dueOn, day) === nearness).length }))
    .filter(({ size }) => size > 0)
    .map(({ nearness, size }) => `${count(size)} việc ${nearness.toLowerCase()}`)
    .join(', ');
}

function linesOf(items: readonly DigestItem[], { day, calendar, publicUrl }: DigestInput): DigestLine[] {
  const quoted = new Set<string>();
  return items.map((item) => {
    const quote = oneLine(item.quote);
    const isRepeated = quoted.has(quote);
    quoted.add(quote);
    return {
      title: oneLine(item.title),
      source: `điểm ${oneLine(item.clauseCode)} Kế hoạch ${oneLine(item.planNumber)}`,
      quote: isRepeated ? null : quote,
      due: dueInWords(item.dueOn, day, calendar),
      nearness: nearnessOf(item.dueOn, day),
      rungLabel: item.rungLabel,
      missing: MISSING[item.kind],
      link: `${publicUrl}/viec/${toGlobalId('Deadline', item.deadlineId)}`,
      answerLink: item.answerToken === null ? null : `${publicUrl}/tra-loi/${item.answerToken}`,
    };
  });
}

function nearnessOf(dueOn: CivilDate, day: CivilDate): Nearness {
  if (dueOn === day) return Nearness.Today;
  return dueOn < day ? Nearness.Overdue : Nearness.Soon;
}

function count(value: number): string {
  return value.toLocaleString('vi-VN');
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
