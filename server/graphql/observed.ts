import { Field, Int, ObjectType } from 'type-graphql';
import { addDays, PlanError, SafeIntScalar, type CivilDate } from '../../schema/base/index.js';
import { PeriodType, type Period } from '../../schema/calendar/index.js';
import {
  currentObservations,
  isBound,
  Measure,
  MeasureService,
  NOTHING_OBSERVED,
  ObservationService,
  placeKey,
  type Observation,
  type ObservedFigure,
} from '../../schema/observations/index.js';
import type { Province, Unit } from '../../schema/organisation/index.js';
import type { RequestContext } from '../context.js';
import { rangeKey } from './period-args.js';

/** A value of a measure in a period, of a unit or of the province. */
@ObjectType('ObservedValue', {
  description: 'Giá trị của một số đo trong một kỳ, của một đơn vị hoặc toàn tỉnh (observed value).',
})
export class ObservedValue {
  @Field(() => Measure, { description: 'Số đo (measure).' })
  readonly measure: Measure;

  @Field(() => PeriodType, { description: 'Kỳ được hỏi (period).' })
  readonly period: PeriodType;

  @Field(() => SafeIntScalar, {
    nullable: true,
    description: 'Tổng các giá trị đã ghi; trống khi chưa đơn vị nào có số liệu, khác với 0 (value).',
  })
  readonly value: number | null;

  @Field(() => Int, { description: 'Số đơn vị đã có giá trị (reported units).' })
  readonly reported: number;

  @Field(() => Int, { description: 'Số đơn vị phải có giá trị tính đến cuối kỳ (expected units).' })
  readonly expected: number;

  @Field(() => Boolean, { description: 'Có số liệu mô phỏng, không phải số thật (synthetic).' })
  readonly synthetic: boolean;

  /** Where the unit records for just this period; null for sums and for periods that are not the measure's own. */
  readonly place: string | null;

  constructor(measure: Measure, period: Period, figure: ObservedFigure, unitId: string | null) {
    this.measure = measure;
    this.period = new PeriodType(period);
    this.value = figure.value;
    this.reported = figure.reported;
    this.expected = figure.expected;
    this.synthetic = figure.synthetic;
    const isOwn = measure.scheme === period.scheme && measure.cycle === period.kind;
    this.place = unitId && isOwn ? placeKey({ unitId, measureCode: measure.code, periodId: period.id }) : null;
  }
}

/** What values are asked for. */
export interface ObservedQuery {
  readonly period: Period;
  /** Codes of measures; all when left out. */
  readonly measures?: readonly string[] | null | undefined;
  readonly restated: boolean;
}

/** Every version of every measure, through the request's batch. */
export async function measureVersions({ em, loaders }: RequestContext): Promise<Measure[]> {
  const all = async (keys: readonly string[]) => {
    const measures = await new MeasureService(em).all();
    return new Map(keys.map((key) => [key, measures]));
  };
  return (await loaders.load('measures', 'all', all)) ?? [];
}

/** Measures that hold on a day, in code order, or those asked for in their order. @throws PlanError INVALID_INPUT. */
export async function measuresHeld(
  context: RequestContext,
  day: CivilDate,
  codes: readonly string[] | null | undefined,
): Promise<Measure[]> {
  const versions = await measureVersions(context);
  const held = versions.filter(({ validFrom, validTo }) => validFrom <= day && (validTo === null || day < validTo));
  if (!codes) return held;
  const byCode = new Map(held.map((measure) => [measure.code, measure]));
  return codes.flatMap((code) => {
    const measure = byCode.get(code);
    if (measure) return [measure];
    if (versions.some((version) => version.code === code)) return [];
    throw new PlanError('INVALID_INPUT', `Không có số đo mã «${code}».`, { field: 'measures' });
  });
}

/** Values of a unit: of the measures asked for, else of those that it has to enter or has a value of. */
export async function observedOfUnit(
  context: RequestContext,
  unit: Unit,
  query: ObservedQuery,
): Promise<ObservedValue[]> {
  const { em, loaders } = context;
  const measures = await measuresHeld(context, addDays(query.period.to, -1), query.measures);
  const codes = measures.map(({ code }) => code);
  const figures = await loaders.load(loadName('unit', query, codes), unit.id, (ids) =>
    new ObservationService(em).figuresByUnit(codes, ids, query.period, restatedOn(context, query)),
  );
  return measures
    .map((measure) => new ObservedValue(measure, query.period, figures?.get(measure.code) ?? NOTHING_OBSERVED, unit.id))
    .filter(({ measure, value }) => Boolean(query.measures) || value !== null || isBound(measure, unit));
}

/** Sums of a province with their coverage. */
export async function observedOfProvince(
  context: RequestContext,
  province: Province,
  query: ObservedQuery,
): Promise<ObservedValue[]> {
  const { em, loaders } = context;
  const measures = await measuresHeld(context, addDays(query.period.to, -1), query.measures);
  const codes = measures.map(({ code }) => code);
  const read = async (id: string) => {
    const service = new ObservationService(em);
    return [id, await service.observedOfProvince(codes, id, query.period, restatedOn(context, query))] as const;
  };
  const figures = await loaders.load(
    loadName('province', query, codes),
    province.id,
    async (ids) => new Map(await Promise.all(ids.map(read))),
  );
  return measures.map(
    (measure) => new ObservedValue(measure, query.period, figures?.get(measure.code) ?? NOTHING_OBSERVED, null),
  );
}

/** The current observation of a place, through the request's batch; null when there is none. */
export async function currentObservation({ em, loaders }: RequestContext, place: string): Promise<Observation | null> {
  return (await loaders.load('current observations', place, (keys) => currentObservations(em, keys))) ?? null;
}

function restatedOn({ day }: RequestContext, { restated }: ObservedQuery): CivilDate | null {
  return restated ? day : null;
}

function loadName(kind: string, { period, restated }: ObservedQuery, codes: readonly string[]): string {
  return `observed of ${kind} ${rangeKey(period)} ${String(restated)} ${codes.join()}`;
}
