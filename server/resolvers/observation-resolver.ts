import { Arg, Args, ArgsType, Ctx, Field, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import { assertAllowed } from '../../schema/access/index.js';
import { DateScalar, readModelOf, type CivilDate } from '../../schema/base/index.js';
import { periodOf, PeriodType } from '../../schema/calendar/index.js';
import {
  Measure,
  measureOfPeriod,
  Observation,
  observationHistory,
  placeKey,
} from '../../schema/observations/index.js';
import { Province, Unit, UnitService } from '../../schema/organisation/index.js';
import type { RequestContext } from '../context.js';
import type { Connection } from '../graphql/connection.js';
import { ObservationConnection } from '../graphql/connections.js';
import { unitOf } from '../graphql/figures.js';
import { loadList } from '../graphql/list-loader.js';
import {
  currentObservation,
  measuresHeld,
  measureVersions,
  ObservedValue,
  observedOfProvince,
  observedOfUnit,
} from '../graphql/observed.js';
import { PageArgs } from '../graphql/page-args.js';
import { FigureArgs, periodOfArgs } from '../graphql/period-args.js';

/** A period and codes of measures. */
@ArgsType()
class ObservedArgs extends FigureArgs {
  @Field(() => [String], {
    nullable: true,
    description: 'Mã các số đo; trống: mọi số đo, với đơn vị là các số đo đơn vị phải ghi (measure codes).',
  })
  measures?: string[] | null;
}

/** Whose history of what, a page of it. */
@ArgsType()
class HistoryArgs extends PageArgs {
  @Field(() => String, { description: 'Mã đơn vị (unit code).' })
  unit!: string;

  @Field(() => String, { description: 'Mã số đo (measure code).' })
  measure!: string;

  @Field(() => String, { description: 'Mã kỳ theo chu kỳ của số đo (period id).' })
  period!: string;
}

/** Finds measures and the history of observations. */
@Resolver()
export class ObservationQueries {
  @Query(() => [Measure], { description: 'Các số đo có hiệu lực vào một ngày, theo mã (measures).' })
  measures(
    @Arg('asOf', () => DateScalar, { nullable: true, description: 'Ngày; trống: hôm nay (as of).' })
    asOf: CivilDate | null,
    @Ctx() context: RequestContext,
  ): Promise<Measure[]> {
    return measuresHeld(context, asOf ?? context.day, null);
  }

  @Query(() => ObservationConnection, {
    description: 'Mọi lần ghi của một đơn vị cho một số đo và một kỳ, mới trước; cần đăng nhập (observation history).',
  })
  async observationHistory(
    @Args(() => HistoryArgs) { unit: code, measure, period, ...page }: HistoryArgs,
    @Ctx() context: RequestContext,
  ): Promise<Connection<Observation>> {
    const { em, viewer } = context;
    const unit = await new UnitService(em).byCode(code);
    assertAllowed(viewer, 'READ_OBSERVATIONS', unit.id);
    return loadList(context, ObservationConnection, {
      name: 'observation history',
      parent: placeKey({ unitId: unit.id, measureCode: measure, periodId: period }),
      page,
      query: () => observationHistory(em),
      read: (row) => readModelOf(em, Observation).read(row),
    });
  }
}

/** Observed values of a unit. */
@Resolver(() => Unit)
export class UnitObservationFields {
  @FieldResolver(() => [ObservedValue], {
    description: 'Giá trị các số đo của đơn vị trong một kỳ, theo mã số đo hoặc đúng thứ tự hỏi (observed values).',
  })
  observations(
    @Root() unit: Unit,
    @Args(() => ObservedArgs) args: ObservedArgs,
    @Ctx() context: RequestContext,
  ): Promise<ObservedValue[]> {
    return observedOfUnit(context, unit, { ...args, period: periodOfArgs(args) });
  }
}

/** Observed values of a province. */
@Resolver(() => Province)
export class ProvinceObservationFields {
  @FieldResolver(() => [ObservedValue], {
    description: 'Tổng toàn tỉnh của các số đo trong một kỳ, kèm độ phủ (observed values).',
  })
  observations(
    @Root() province: Province,
    @Args(() => ObservedArgs) args: ObservedArgs,
    @Ctx() context: RequestContext,
  ): Promise<ObservedValue[]> {
    return observedOfProvince(context, province, { ...args, period: periodOfArgs(args) });
  }
}

/** Fields of an observed value. */
@Resolver(() => ObservedValue)
export class ObservedValueFields {
  @FieldResolver(() => Observation, {
    nullable: true,
    description:
      'Lần ghi đang có hiệu lực của đơn vị cho đúng kỳ này; trống khi chưa ghi, với tổng toàn tỉnh, hoặc khi kỳ ' +
      'không phải kỳ của số đo; cần đăng nhập, người của đơn vị chỉ thấy đơn vị mình (current observation).',
  })
  async current(@Root() { place }: ObservedValue, @Ctx() context: RequestContext): Promise<Observation | null> {
    return place === null ? null : currentObservation(context, place);
  }
}

/** Fields of an observation. */
@Resolver(() => Observation)
export class ObservationFields {
  @FieldResolver(() => Unit, { description: 'Đơn vị đã ghi (unit).' })
  unit(@Root() { unit }: Observation, @Ctx() context: RequestContext): Promise<Unit> {
    return unitOf(context, unit.id);
  }

  @FieldResolver(() => Measure, {
    nullable: true,
    description: 'Số đo, như có hiệu lực vào ngày cuối của kỳ (measure).',
  })
  async measure(
    @Root() { measureCode, periodId }: Observation,
    @Ctx() context: RequestContext,
  ): Promise<Measure | null> {
    const versions = (await measureVersions(context)).filter(({ code }) => code === measureCode);
    return measureOfPeriod(versions, periodId)?.measure ?? null;
  }

  @FieldResolver(() => PeriodType, { description: 'Kỳ của số liệu (period).' })
  period(@Root() { periodId, scheme }: Observation): PeriodType {
    return new PeriodType(periodOf(periodId, scheme));
  }
}
