import type { StatisticsCounts } from '../../dossiers/index.js';
import type { ReportContent, ReportedProcedure } from '../report-content.js';
import { COUNT_NAMES, MEMBER_NAMES } from './figure-words.js';

/** One figure of a report: where it stands, what it is called, and its value as text; null when there is none. */
export interface Figure {
  readonly path: string;
  readonly label: string;
  readonly value: string | null;
}

const VALUE = ['numerator', 'denominator', 'percent', 'status'] as const;
const COMPARED = ['previousPercent', 'lastYearPercent', 'yearToDatePercent'] as const;

/**
 * Every figure of a report, in the order in which reports print them; names, quotes and other words are none. Members
 * that a report was compiled without are missing.
 */
export function figuresOf(content: ReportContent): Figure[] {
  return [
    ...countsOf('statistics', '', content.statistics),
    ...countsOf('previous', 'Kỳ trước: ', content.previous.statistics),
    ...(content.lastYear ? countsOf('lastYear', 'Cùng kỳ năm trước: ', content.lastYear.statistics) : []),
    ...(content.yearToDate ? countsOf('yearToDate', 'Lũy kế từ đầu năm: ', content.yearToDate.statistics) : []),
    ...content.indicators.flatMap(({ code, name, rank, ...of }) => [
      ...membersOf(`indicators.${code}`, name, of, [...VALUE, ...COMPARED]),
      ...(rank === undefined ? [] : membersOf(`indicators.${code}`, name, { place: rank?.place ?? null }, ['place'])),
    ]),
    ...targetFigures(content),
    ...timeFigures(content),
    ...workFigures(content),
    ...dossierFigures(content),
    ...seriesFigures(content),
  ];
}

function targetFigures({ targetValues = [] }: ReportContent): Figure[] {
  const seen = new Map<string, number>();
  return targetValues.flatMap((target) => {
    const place = (seen.get(target.code) ?? 0) + 1;
    seen.set(target.code, place);
    const path = `targetValues.${target.code}${place === 1 ? '' : `.${place}`}`;
    return membersOf(path, `Chỉ tiêu ${target.code} (${target.indicator ?? target.quote})`, target, [
      ...VALUE,
      ...COMPARED,
    ]);
  });
}

function timeFigures({ processingTime }: ReportContent): Figure[] {
  if (!processingTime) return [];
  const members = ['compared', 'withoutLimit', 'limitHours', 'usedHours', 'percent'] as const;
  return membersOf('processingTime', 'Thời gian giải quyết', processingTime, members);
}

function workFigures({ tasks = [], deadlines, deadlineList = [] }: ReportContent): Figure[] {
  return [
    figure('deadlines.met', 'Việc đến hạn đã xong đúng hạn', deadlines.met),
    figure('deadlines.missed', 'Việc đến hạn không xong đúng hạn', deadlines.missed),
    figure('deadlines.open', 'Việc đã đến hạn chưa xong', deadlines.open),
    ...deadlineList.map(({ title, unit, dueOn, clause, outcome }) =>
      figure(
        `deadlineList.${[clause, dueOn, unit?.code, title].filter((part) => part !== undefined).join('.')}`,
        `${title}${unit ? `, ${unit.name}` : ''}, hạn ${dueOn}`,
        outcome,
      ),
    ),
    ...tasks.flatMap(({ code, name, status, percent, units }) => [
      figure(`tasks.${code}.status`, `Nhiệm vụ ${code} (${name}): tình trạng`, status),
      figure(`tasks.${code}.percent`, `Nhiệm vụ ${code} (${name}): phần trăm`, percent),
      ...(units ? [figure(`tasks.${code}.done`, `Nhiệm vụ ${code} (${name}): đơn vị đã xong`, units.done)] : []),
    ]),
  ];
}

function dossierFigures({ warnings = [], procedures }: ReportContent): Figure[] {
  const listed = (list: 'best' | 'worst', name: string) =>
    (procedures?.[list] ?? []).map((procedure, index) =>
      figure(`procedures.${list}.${index + 1}`, `${name}, thứ ${index + 1}`, inWords(procedure)),
    );
  return [
    ...warnings.map(({ rule, message, dossiers }) =>
      figure(`warnings.${rule}`, `Cảnh báo dữ liệu ${rule} (${message})`, dossiers),
    ),
    ...listed('best', 'Thủ tục có tỷ lệ toàn trình cao'),
    ...listed('worst', 'Thủ tục có tỷ lệ toàn trình thấp'),
  ];
}

function seriesFigures({ trend = [], unitValues = [] }: ReportContent): Figure[] {
  return [
    ...trend.flatMap(({ indicator, points }) =>
      points.map(({ periodId, numerator, denominator }) =>
        figure(
          `trend.${indicator}.${periodId}`,
          `Xu hướng ${indicator}, kỳ ${periodId}`,
          ratio(numerator, denominator),
        ),
      ),
    ),
    ...unitValues.flatMap(({ indicator, units }) =>
      units.flatMap(({ code, name, numerator, denominator, place }) => [
        figure(`unitValues.${indicator}.${code}`, `${name}, ${indicator}`, ratio(numerator, denominator)),
        figure(`unitValues.${indicator}.${code}.place`, `${name}, ${indicator}: thứ hạng`, place),
      ]),
    ),
  ];
}

function countsOf(path: string, prefix: string, counts: StatisticsCounts): Figure[] {
  const names = Object.keys(COUNT_NAMES) as (keyof StatisticsCounts)[];
  return names.map((name) => figure(`${path}.${name}`, `${prefix}${COUNT_NAMES[name]}`, counts[name]));
}

function membersOf<Name extends string>(
  path: string,
  label: string,
  of: Readonly<Partial<Record<Name, string | number | null>>>,
  names: readonly Name[],
): Figure[] {
  return names.flatMap((name) => {
    const value = of[name];
    return value === undefined ? [] : [figure(`${path}.${name}`, `${label}: ${MEMBER_NAMES[name] ?? name}`, value)];
  });
}

function figure(path: string, label: string, value: string | number | null): Figure {
  return { path, label, value: value === null ? null : String(value) };
}

function ratio(numerator: number | null, denominator: number | null): string | null {
  if (numerator === null) return null;
  return denominator === null ? String(numerator) : `${numerator}/${denominator}`;
}

function inWords({ code, name, resolved, fullProcess }: ReportedProcedure): string {
  return `${code} (${name}): ${fullProcess}/${resolved}`;
}
