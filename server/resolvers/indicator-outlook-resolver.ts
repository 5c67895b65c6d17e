import { Arg, Ctx, FieldResolver, Int, Resolver, Root } from 'type-graphql';
import { Procedure } from '../../schema/catalogue/index.js';
import {
  ClosingProcedures,
  IndicatorComparison,
  IndicatorForecast,
  IndicatorValue,
  ProcedureShift,
} from '../../schema/indicators/index.js';
import type { RequestContext } from '../context.js';
import { closingProceduresOf, shiftedProcedure } from '../graphql/closing.js';
import { forecastFor, lastYearOf, previousOf, trendOf } from '../graphql/outlook.js';

/** What a value leads to, and where it comes from. */
@Resolver(() => IndicatorValue)
export class IndicatorOutlookFields {
  @FieldResolver(() => IndicatorForecast, {
    nullable: true,
    description:
      'Dự báo đến hết kỳ; trống khi không có chỉ tiêu, kỳ đã kết thúc (khi đó chỉ còn gapToTarget) hoặc hỏi theo khoảng ngày (forecast).',
  })
  forecast(@Root() value: IndicatorValue, @Ctx() context: RequestContext): Promise<IndicatorForecast | null> {
    return forecastFor(value, context);
  }

  @FieldResolver(() => ClosingProcedures, {
    nullable: true,
    description:
      'Danh sách ngắn nhất các thủ tục cần chuyển sang trực tuyến để đạt; chỉ với hai tỷ lệ toàn trình, trống khi không có chỉ tiêu hoặc số liệu (closing procedures).',
  })
  closingProcedures(@Root() value: IndicatorValue, @Ctx() context: RequestContext): Promise<ClosingProcedures | null> {
    return closingProceduresOf(value, context);
  }

  @FieldResolver(() => [IndicatorValue], {
    description:
      'Giá trị của các kỳ cùng loại đến kỳ này, cũ nhất trước, không bỏ kỳ nào; rỗng khi hỏi theo khoảng ngày (trend).',
  })
  trend(
    @Root() value: IndicatorValue,
    @Arg('count', () => Int, { defaultValue: 12, description: 'Số kỳ, từ 1 đến 60, kể cả kỳ này (count).' })
    count: number,
    @Ctx() context: RequestContext,
  ): Promise<IndicatorValue[]> {
    return trendOf(value, count, context);
  }

  @FieldResolver(() => IndicatorComparison, {
    nullable: true,
    description: 'So với kỳ liền trước; trống khi một trong hai kỳ không có giá trị (previous period).',
  })
  previous(@Root() value: IndicatorValue, @Ctx() context: RequestContext): Promise<IndicatorComparison | null> {
    return previousOf(value, context);
  }

  @FieldResolver(() => IndicatorComparison, {
    nullable: true,
    description: 'So với cùng kỳ năm trước; trống khi một trong hai kỳ không có giá trị (same period last year).',
  })
  sameLastYear(@Root() value: IndicatorValue, @Ctx() context: RequestContext): Promise<IndicatorComparison | null> {
    return lastYearOf(value, context);
  }
}

/** The procedure of a shift. */
@Resolver(() => ProcedureShift)
export class ProcedureShiftFields {
  @FieldResolver(() => Procedure, { description: 'Thủ tục, theo dữ kiện của ngày cuối kỳ (procedure).' })
  procedure(@Root() shift: ProcedureShift, @Ctx() context: RequestContext): Promise<Procedure> {
    return shiftedProcedure(shift, context);
  }
}
