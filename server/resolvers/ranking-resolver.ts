import { Arg, Args, ArgsType, Ctx, Field, Int, ObjectType, Query, Resolver } from 'type-graphql';
import { DateScalar, listPages, MAX_PAGE_SIZE, readModelOf, ROOT, type CivilDate } from '../../schema/base/index.js';
import { periodOf, PeriodType } from '../../schema/calendar/index.js';
import { IndicatorValue, rankByRatio } from '../../schema/indicators/index.js';
import { Unit, unitList, UnitKind, UnitOrder, type UnitFilter } from '../../schema/organisation/index.js';
import type { RequestContext } from '../context.js';
import { AS_OF_DESCRIPTION, asOfDay } from '../graphql/as-of-args.js';
import { indicatorsOf } from '../graphql/figures.js';
import { FigureArgs, periodOfArgs, SchemeArgs } from '../graphql/period-args.js';

/** A unit's place by an indicator. */
@ObjectType('RankedUnit', { description: 'Thứ hạng của một đơn vị theo một chỉ số (ranked unit).' })
class RankedUnit {
  @Field(() => Int, {
    nullable: true,
    description: 'Thứ hạng; bằng nhau thì cùng hạng (1, 2, 2, 4); trống khi không có giá trị (rank).',
  })
  rank!: number | null;

  @Field(() => Unit, { description: 'Đơn vị (unit).' })
  unit!: Unit;

  @Field(() => IndicatorValue, { description: 'Giá trị xếp hạng (value).' })
  value!: IndicatorValue;
}

/** By what and whom to rank. */
@ArgsType()
class RankingArgs extends FigureArgs {
  @Field(() => String, { description: 'Mã chỉ số, ví dụ FULL_PROCESS_OF_RESOLVED (indicator code).' })
  indicator!: string;

  @Field(() => UnitKind, { description: 'Loại đơn vị cùng xếp hạng (kind).' })
  kind!: UnitKind;

  @Field(() => String, { nullable: true, description: 'Chỉ xếp hạng trong nhóm có mã này (group code).' })
  within?: string | null;

  @Field(() => DateScalar, { nullable: true, description: AS_OF_DESCRIPTION })
  asOf?: CivilDate | null;
}

/** Ranks units, and tells what a period id stands for. */
@Resolver()
export class RankingQueries {
  @Query(() => [RankedUnit], {
    description: 'Xếp hạng đơn vị theo một chỉ số, cao trước, cùng giá trị theo tên (ranking).',
  })
  async ranking(
    @Args(() => RankingArgs) { indicator, kind, within, asOf, ...args }: RankingArgs,
    @Ctx() context: RequestContext,
  ): Promise<RankedUnit[]> {
    const period = periodOfArgs(args);
    const units = await unitsOf(context, { kind, group: within, asOf: asOfDay(asOf, context) });
    const values = await Promise.all(
      units.map((unit) => indicatorsOf(context, { unit }, period, [indicator], args.restated)),
    );
    const items = values.flat().map((value, index) => ({ value, unit: units[index], ...ratioOf(value) }));
    return rankByRatio(items).map(({ item, rank }) => Object.assign(new RankedUnit(), { rank, ...item }));
  }

  @Query(() => PeriodType, { description: 'Kỳ báo cáo theo mã và cách chia (period).' })
  period(
    @Arg('id', () => String, { description: 'Mã kỳ: 2025-12, 2025-Q4, 2025-H2 hoặc 2025 (id).' }) id: string,
    @Args(() => SchemeArgs) { scheme }: SchemeArgs,
  ): PeriodType {
    return new PeriodType(periodOf(id, scheme));
  }
}

function ratioOf({ numerator, denominator }: IndicatorValue) {
  return { numerator, denominator };
}

/** Every unit that fits, in name order, however many pages they fill. */
async function unitsOf({ em }: RequestContext, filter: UnitFilter): Promise<Unit[]> {
  const query = unitList(em, filter, UnitOrder.Name, false);
  const units: Unit[] = [];
  let after: string | undefined;
  do {
    const page = (await listPages(em, [ROOT], query, { first: MAX_PAGE_SIZE, after })).get(ROOT);
    units.push(...(page?.items ?? []).map(({ row }) => readModelOf(em, Unit).read(row)));
    after = page?.hasNextPage ? page.items.at(-1)?.cursor() : undefined;
  } while (after);
  return units;
}
