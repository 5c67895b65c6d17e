import { Arg, Args, ArgsType, Ctx, Field, FieldResolver, Int, ObjectType, Query, Resolver, Root } from 'type-graphql';
import { DateScalar, type CivilDate } from '../../schema/base/index.js';
import { periodOf, PeriodType, previousPeriod } from '../../schema/calendar/index.js';
import { IndicatorValue } from '../../schema/indicators/index.js';
import { Unit, UnitKind } from '../../schema/organisation/index.js';
import type { RequestContext } from '../context.js';
import { AS_OF_DESCRIPTION, asOfDay } from '../graphql/as-of-args.js';
import { FigureArgs, periodOfArgs, SchemeArgs } from '../graphql/period-args.js';
import { ranksOf, type RankedPlace, type RankingQuery } from '../graphql/ranks.js';

/** A unit's place by an indicator. */
@ObjectType('RankedUnit', { description: 'Thứ hạng của một đơn vị theo một chỉ số (ranked unit).' })
export class RankedUnit implements RankedPlace {
  @Field(() => Int, {
    nullable: true,
    description: 'Thứ hạng; bằng nhau thì cùng hạng (1, 2, 2, 4); trống khi không có giá trị (rank).',
  })
  readonly rank: number | null;

  @Field(() => Int, { description: 'Số đơn vị có hạng trong bảng xếp hạng này (of how many).' })
  readonly of: number;

  @Field(() => Unit, { description: 'Đơn vị (unit).' })
  readonly unit: Unit;

  @Field(() => IndicatorValue, { description: 'Giá trị xếp hạng (value).' })
  readonly value: IndicatorValue;

  /** What the ranking was asked for with. */
  readonly query: RankingQuery;

  constructor({ rank, of, unit, value }: RankedPlace, query: RankingQuery) {
    this.rank = rank;
    this.of = of;
    this.unit = unit;
    this.value = value;
    this.query = query;
  }
}

/** By what, when, and within which group to rank. */
@ArgsType()
class RankArgs extends FigureArgs {
  @Field(() => String, { description: 'Mã chỉ số, ví dụ FULL_PROCESS_OF_RESOLVED (indicator code).' })
  indicator!: string;

  @Field(() => String, { nullable: true, description: 'Chỉ xếp hạng trong nhóm có mã này (group code).' })
  within?: string | null;

  @Field(() => DateScalar, { nullable: true, description: AS_OF_DESCRIPTION })
  asOf?: CivilDate | null;
}

/** The same, and whom to rank. */
@ArgsType()
class RankingArgs extends RankArgs {
  @Field(() => UnitKind, { description: 'Loại đơn vị cùng xếp hạng (kind).' })
  kind!: UnitKind;
}

/** Ranks units, and tells what a period id stands for. */
@Resolver()
export class RankingQueries {
  @Query(() => [RankedUnit], {
    description: 'Xếp hạng đơn vị theo một chỉ số, cao trước, cùng giá trị theo tên (ranking).',
  })
  async ranking(@Args(() => RankingArgs) args: RankingArgs, @Ctx() context: RequestContext): Promise<RankedUnit[]> {
    const query = queryOf(args, args.kind, context);
    return [...(await ranksOf(context, query)).values()].map((place) => new RankedUnit(place, query));
  }

  @Query(() => PeriodType, { description: 'Kỳ báo cáo theo mã và cách chia (period).' })
  period(
    @Arg('id', () => String, { description: 'Mã kỳ: 2025-12, 2025-Q4, 2025-H2 hoặc 2025 (id).' }) id: string,
    @Args(() => SchemeArgs) { scheme }: SchemeArgs,
  ): PeriodType {
    return new PeriodType(periodOf(id, scheme));
  }
}

/** The places of a unit. */
@Resolver(() => Unit)
export class UnitRankFields {
  @FieldResolver(() => RankedUnit, {
    nullable: true,
    description: 'Thứ hạng trong các đơn vị cùng loại; trống khi đơn vị không thuộc bảng xếp hạng đó (rank).',
  })
  async rank(
    @Root() unit: Unit,
    @Args(() => RankArgs) args: RankArgs,
    @Ctx() context: RequestContext,
  ): Promise<RankedUnit | null> {
    const query = queryOf(args, unit.kind, context);
    const place = (await ranksOf(context, query)).get(unit.id);
    return place ? new RankedUnit(place, query) : null;
  }
}

/** How a place came from the one before. */
@Resolver(() => RankedUnit)
export class RankedUnitFields {
  @FieldResolver(() => Int, {
    nullable: true,
    description: 'Thứ hạng ở kỳ liền trước, trong cùng các đơn vị; trống khi kỳ đó không có giá trị (previous rank).',
  })
  previousRank(@Root() ranked: RankedUnit, @Ctx() context: RequestContext): Promise<number | null> {
    return previousRankOf(ranked, context);
  }

  @FieldResolver(() => Int, {
    nullable: true,
    description:
      'Số bậc tăng (dương) hay giảm (âm) so với kỳ liền trước; trống khi một trong hai kỳ không có hạng (rank change).',
  })
  async rankChange(@Root() ranked: RankedUnit, @Ctx() context: RequestContext): Promise<number | null> {
    const before = await previousRankOf(ranked, context);
    return before === null || ranked.rank === null ? null : before - ranked.rank;
  }
}

async function previousRankOf({ unit, query }: RankedUnit, context: RequestContext): Promise<number | null> {
  const { id } = previousPeriod(periodOf(query.period, query.scheme));
  return (await ranksOf(context, { ...query, period: id })).get(unit.id)?.rank ?? null;
}

function queryOf(args: RankArgs, kind: UnitKind, context: RequestContext): RankingQuery {
  return {
    indicator: args.indicator,
    period: periodOfArgs(args).id,
    scheme: args.scheme,
    restated: args.restated,
    kind,
    within: args.within ?? null,
    asOf: asOfDay(args.asOf, context),
  };
}
