import { Field, Int, ObjectType } from 'type-graphql';
import type { CivilDate } from '../../base/index.js';
import type { Shift, ShiftList } from './shift-rules.js';

/** One procedure of a list that closes a gap. */
@ObjectType('ProcedureShift', {
  description: 'Một thủ tục cần chuyển hồ sơ sang trực tuyến toàn trình để đạt chỉ tiêu (procedure to shift).',
})
export class ProcedureShift implements Shift {
  @Field(() => Int, { description: 'Số hồ sơ đã có thể tính là toàn trình trong kỳ (available).' })
  readonly available: number;

  @Field(() => Int, { description: 'Số hồ sơ cần chuyển ở thủ tục này (dossiers to shift).' })
  readonly dossiers: number;

  @Field(() => Int, { description: 'Số hồ sơ còn thiếu sau thủ tục này, cộng dồn từ đầu danh sách (gap left).' })
  readonly gapLeft: number;

  @Field(() => Boolean, {
    description:
      'Thủ tục mới cung cấp một phần, phải nâng lên toàn trình trước (must be raised to full process first).',
  })
  readonly mustBeRaised: boolean;

  readonly procedureId: string;
  /** Day as of which the procedure's facts are meant. */
  readonly asOf: CivilDate;

  constructor(shift: Shift, mustBeRaised: boolean, asOf: CivilDate) {
    this.procedureId = shift.procedureId;
    this.available = shift.available;
    this.dossiers = shift.dossiers;
    this.gapLeft = shift.gapLeft;
    this.mustBeRaised = mustBeRaised;
    this.asOf = asOf;
  }
}

/** What closing a gap takes. */
export interface ClosingParts {
  readonly gap: number;
  readonly now: ShiftList;
  readonly raised: ShiftList;
  readonly asOf: CivilDate;
}

/** The shortest list of procedures whose shift to online would have met the target. */
@ObjectType('ClosingProcedures', {
  description:
    'Danh sách ngắn nhất các thủ tục mà nếu hồ sơ trực tiếp, bưu chính được nộp trực tuyến thì đã đạt chỉ tiêu; mẫu số giữ nguyên vì hồ sơ vẫn ở trong đó (closing procedures).',
})
export class ClosingProcedures {
  @Field(() => Int, { description: 'Số hồ sơ còn thiếu để đạt; 0 khi đã đạt (gap).' })
  readonly gap: number;

  @Field(() => [ProcedureShift], {
    nullable: true,
    description:
      'Ít thủ tục nhất, nhiều hồ sơ trước, bằng nhau theo tên; rỗng khi đã đạt; trống khi chuyển hết vẫn chưa đủ (procedures).',
  })
  readonly procedures: ProcedureShift[] | null;

  @Field(() => Int, {
    description: 'Số hồ sơ vẫn thiếu khi mọi thủ tục toàn trình đã chuyển hết; 0 khi đủ (remaining).',
  })
  readonly remaining: number;

  @Field(() => [ProcedureShift], {
    nullable: true,
    description:
      'Ít thủ tục một phần nhất phải nâng lên toàn trình để bù phần vẫn thiếu; rỗng khi không cần; trống khi nâng hết vẫn chưa đủ (to raise first).',
  })
  readonly toRaise: ProcedureShift[] | null;

  @Field(() => Int, {
    description:
      'Số hồ sơ vẫn thiếu khi cả thủ tục một phần cũng nâng và chuyển hết; 0 khi đủ (remaining after raising).',
  })
  readonly remainingAfterRaising: number;

  constructor({ gap, now, raised, asOf }: ClosingParts) {
    const listOf = ({ shifts }: ShiftList, mustBeRaised: boolean) =>
      shifts?.map((shift) => new ProcedureShift(shift, mustBeRaised, asOf)) ?? null;
    this.gap = gap;
    this.procedures = listOf(now, false);
    this.remaining = now.remaining;
    this.toRaise = listOf(raised, true);
    this.remainingAfterRaising = raised.remaining;
  }
}
