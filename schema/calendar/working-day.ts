import { Field, ObjectType } from 'type-graphql';
import { Certainty, DateScalar, type CivilDate } from '../base/index.js';
import type { WorkingDayVerdict } from './calendar-day-rules.js';

/** Whether offices work on a day, and what says so. */
@ObjectType('WorkingDay', { description: 'Một ngày có phải ngày làm việc không và vì sao (working day or not).' })
export class WorkingDay implements WorkingDayVerdict {
  @Field(() => DateScalar, { description: 'Ngày (day).' })
  readonly day!: CivilDate;

  @Field(() => Boolean, { description: 'Có phải ngày làm việc không (working).' })
  readonly working!: boolean;

  @Field(() => String, { description: 'Thứ trong tuần và lý do, bằng lời (reason).' })
  readonly reason!: string;

  @Field(() => String, { description: 'Văn bản làm căn cứ (source).' })
  readonly source!: string;

  @Field(() => Certainty, { description: 'Mức chắc chắn (certainty).' })
  readonly certainty!: Certainty;

  constructor(verdict: WorkingDayVerdict) {
    Object.assign(this, verdict);
  }
}
