import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { DateScalar, type CivilDate } from '../../schema/base/index.js';
import { Indicator } from '../../schema/indicators/index.js';
import { Unit } from '../../schema/organisation/index.js';
import {
  Clause,
  dayWithin,
  DeadlineRule,
  dueDayOfSpan,
  Duty,
  spanIdOf,
  Target,
  TargetUnit,
} from '../../schema/plan/index.js';
import type { RequestContext } from '../context.js';
import { AssignmentType, assignmentOf, unitsOfCodes } from '../graphql/assignment.js';
import { allVersions, clauseOf } from '../graphql/plan-parts.js';
import { indicatorSet } from '../graphql/indicator-definitions.js';
import { calendarOf } from '../graphql/working-calendar.js';

/** Fields of a target. */
@Resolver(() => Target)
export class TargetFields {
  @FieldResolver(() => Clause, { description: 'Điểm của kế hoạch đặt ra chỉ tiêu (clause).' })
  clause(@Root() target: Target, @Ctx() context: RequestContext): Promise<Clause> {
    return clauseOf(context, target);
  }

  @FieldResolver(() => Indicator, {
    nullable: true,
    description: 'Chỉ số đo chỉ tiêu; trống khi chưa đo được (indicator).',
  })
  async indicator(@Root() target: Target, @Ctx() context: RequestContext): Promise<Indicator | null> {
    return (await indicatorSet(context)).measuring(target, target.seenOn ?? dayWithin(target, context.day));
  }

  @FieldResolver(() => String, { description: 'Giá trị kèm đơn vị, ví dụ «70 %» (value).' })
  value(@Root() { targetValue, valueUnit }: Target): string {
    const amount = new Intl.NumberFormat('vi-VN').format(targetValue);
    return {
      [TargetUnit.Percent]: `${amount} %`,
      [TargetUnit.Count]: amount,
      [TargetUnit.DossiersPerYear]: `${amount} hồ sơ/năm`,
    }[valueUnit];
  }

  @FieldResolver(() => [Unit], { description: 'Các đơn vị được nêu tên chịu chỉ tiêu (units).' })
  units(@Root() target: Target, @Ctx() context: RequestContext): Promise<Unit[]> {
    return unitsOfCodes(context, target.unitCodes);
  }

  @FieldResolver(() => [Target], { description: 'Mọi phiên bản của chỉ tiêu này, cũ trước (versions).' })
  versions(@Root() target: Target, @Ctx() context: RequestContext): Promise<Target[]> {
    return allVersions(context, Target, target);
  }
}

/** Fields of a duty. */
@Resolver(() => Duty)
export class DutyFields {
  @FieldResolver(() => Clause, { description: 'Điểm của kế hoạch đặt ra nghĩa vụ (clause).' })
  clause(@Root() duty: Duty, @Ctx() context: RequestContext): Promise<Clause> {
    return clauseOf(context, duty);
  }

  @FieldResolver(() => AssignmentType, { description: 'Đơn vị thực hiện (responsible).' })
  responsible(@Root() duty: Duty, @Ctx() context: RequestContext): Promise<AssignmentType> {
    return assignmentOf(context, duty.responsible);
  }

  @FieldResolver(() => AssignmentType, { description: 'Phối hợp (cooperating).' })
  cooperating(@Root() duty: Duty, @Ctx() context: RequestContext): Promise<AssignmentType> {
    return assignmentOf(context, duty.cooperating);
  }

  @FieldResolver(() => [Unit], {
    description: 'Đơn vị thuộc phạm vi nhưng kế hoạch không giao việc (excepted units).',
  })
  exceptUnits(@Root() duty: Duty, @Ctx() context: RequestContext): Promise<Unit[]> {
    return unitsOfCodes(context, duty.exceptUnits);
  }

  @FieldResolver(() => [Unit], { description: 'Nơi nhận (recipients).' })
  recipients(@Root() duty: Duty, @Ctx() context: RequestContext): Promise<Unit[]> {
    return unitsOfCodes(context, duty.recipients);
  }

  @FieldResolver(() => [Duty], { description: 'Mọi phiên bản của nghĩa vụ này, cũ trước (versions).' })
  versions(@Root() duty: Duty, @Ctx() context: RequestContext): Promise<Duty[]> {
    return allVersions(context, Duty, duty);
  }
}

/** Fields of a dated rule. */
@Resolver(() => DeadlineRule)
export class DeadlineRuleFields {
  @FieldResolver(() => Clause, { description: 'Điểm của kế hoạch đặt ra thời hạn (clause).' })
  clause(@Root() rule: DeadlineRule, @Ctx() context: RequestContext): Promise<Clause> {
    return clauseOf(context, rule);
  }

  @FieldResolver(() => String, {
    description: 'Mốc thời gian kế hoạch nêu: 2025-12-31, 2025-12, 2025-Q4, 2025 (span).',
  })
  span(@Root() { precision, spanEnd }: DeadlineRule): string {
    return spanIdOf(precision, spanEnd);
  }

  @FieldResolver(() => DateScalar, { description: 'Ngày cuối còn đúng hạn, theo lịch làm việc hiện nay (due on).' })
  async dueOn(@Root() rule: DeadlineRule, @Ctx() context: RequestContext): Promise<CivilDate> {
    return dueDayOfSpan(rule, await calendarOf(context));
  }

  @FieldResolver(() => AssignmentType, { description: 'Đơn vị thực hiện (responsible).' })
  responsible(@Root() rule: DeadlineRule, @Ctx() context: RequestContext): Promise<AssignmentType> {
    return assignmentOf(context, rule.responsible);
  }

  @FieldResolver(() => [Unit], {
    description: 'Đơn vị thuộc phạm vi nhưng kế hoạch không giao việc (excepted units).',
  })
  exceptUnits(@Root() rule: DeadlineRule, @Ctx() context: RequestContext): Promise<Unit[]> {
    return unitsOfCodes(context, rule.exceptUnits);
  }

  @FieldResolver(() => [DeadlineRule], { description: 'Mọi phiên bản của thời hạn này, cũ trước (versions).' })
  versions(@Root() rule: DeadlineRule, @Ctx() context: RequestContext): Promise<DeadlineRule[]> {
    return allVersions(context, DeadlineRule, rule);
  }
}
