import { Field, Int, ObjectType, registerEnumType } from 'type-graphql';
import { DateScalar, daysBetween, type CivilDate } from '../../base/index.js';
import { Channel, Rating } from '../store/dossier.js';

registerEnumType(Rating, {
  name: 'Rating',
  description: 'Đánh giá của người nộp hồ sơ (rating).',
  valuesConfig: {
    VerySatisfied: { description: 'Rất hài lòng (very satisfied).' },
    Satisfied: { description: 'Hài lòng (satisfied).' },
    Dissatisfied: { description: 'Không hài lòng (dissatisfied).' },
  },
});

/** A dossier as one of those that a count counts; it carries no personal data. */
@ObjectType('Dossier', { description: 'Một hồ sơ thủ tục hành chính, không có dữ liệu cá nhân (dossier).' })
export class CountedDossier {
  @Field(() => String, { description: 'Mã hồ sơ, ví dụ H27.14-251103-0001 (code).' })
  code!: string;

  @Field(() => String, { description: 'Mã thủ tục hiện nay (procedure code).' })
  procedureCode!: string;

  @Field(() => Channel, { description: 'Kênh tiếp nhận (channel).' })
  channel!: Channel;

  @Field(() => Int, { description: 'Mã trạng thái 1–10 theo trục liên thông quốc gia (status).' })
  status!: number;

  @Field(() => DateScalar, { nullable: true, description: 'Ngày tiếp nhận (received on).' })
  receivedOn!: CivilDate | null;

  @Field(() => DateScalar, { nullable: true, description: 'Ngày hẹn trả; trống: không hẹn (due on).' })
  dueOn!: CivilDate | null;

  @Field(() => DateScalar, { nullable: true, description: 'Ngày kết thúc xử lý; trống khi đang xử lý (finished on).' })
  finishedOn!: CivilDate | null;

  @Field(() => Boolean, { description: 'Là hồ sơ trực tuyến toàn trình (full process).' })
  fullProcess!: boolean;

  @Field(() => Boolean, { description: 'Thủ tục đủ điều kiện toàn trình (eligible).' })
  eligible!: boolean;

  @Field(() => Boolean, { description: 'Có nghĩa vụ tài chính (payable).' })
  payable!: boolean;

  @Field(() => Boolean, { description: 'Đã thanh toán trực tuyến (paid online).' })
  paidOnline!: boolean;

  @Field(() => Boolean, { description: 'Có kết quả điện tử (electronic result).' })
  electronicResult!: boolean;

  @Field(() => Rating, { nullable: true, description: 'Đánh giá; trống khi chưa đánh giá (rating).' })
  rating!: Rating | null;

  @Field(() => Boolean, { description: 'Hồ sơ mô phỏng, không phải hồ sơ thật (synthetic).' })
  synthetic!: boolean;

  procedureId!: string;
  receivingUnitId!: string;
  resolvingUnitId!: string;

  /** The unit in whose figures the list counts it, restated ones included; null in figures of more than one unit. */
  unit!: { readonly id: string } | null;

  @Field(() => Int, {
    nullable: true,
    description: 'Số ngày dương lịch từ ngày tiếp nhận đến ngày kết thúc; trống khi đang xử lý (calendar days taken).',
  })
  get daysTaken(): number | null {
    return this.receivedOn && this.finishedOn ? daysBetween(this.receivedOn, this.finishedOn) : null;
  }
}

/** The dossier of a row of `countedDossierList`, counted for a unit. */
export function readCountedDossier(row: Readonly<Record<string, unknown>>, unitId: string | null): CountedDossier {
  return Object.assign(new CountedDossier(), row, { unit: unitId === null ? null : { id: unitId } });
}
