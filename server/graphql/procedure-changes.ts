import { Field, InputType, Int } from 'type-graphql';
import { Certainty } from '../../schema/base/index.js';
import {
  CompetenceLevel,
  ProcedureStatus,
  ServiceLevel,
  type ProcedureFactValues,
} from '../../schema/catalogue/index.js';

/** New values of facts about a procedure: what is left out stays, null makes a flag or a limit unknown again. */
@InputType({
  description:
    'Dữ kiện mới của thủ tục: bỏ qua là giữ nguyên; null là chưa rõ, với cờ và thời hạn (procedure changes).',
})
export class ProcedureChanges implements Partial<ProcedureFactValues> {
  @Field(() => String, {
    nullable: true,
    description: 'Mã thủ tục quốc gia khi đó, ví dụ 1.001193 (national code then).',
  })
  code?: string;

  @Field(() => String, { nullable: true, description: 'Tên thủ tục (name).' })
  name?: string;

  @Field(() => ProcedureStatus, { nullable: true, description: 'Tình trạng hiệu lực (status).' })
  status?: ProcedureStatus;

  @Field(() => CompetenceLevel, { nullable: true, description: 'Cấp giải quyết (competence level).' })
  competence?: CompetenceLevel;

  @Field(() => ServiceLevel, { nullable: true, description: 'Mức độ trực tuyến (service level).' })
  serviceLevel?: ServiceLevel;

  @Field(() => Certainty, {
    nullable: true,
    description: 'Mức chắc chắn của mức độ trực tuyến (certainty of the service level).',
  })
  serviceLevelCertainty?: Certainty;

  @Field(() => String, {
    nullable: true,
    description: 'Thời hạn khi nộp trực tuyến, đúng như nguồn ghi (online limit).',
  })
  limitOnlineText?: string | null;

  @Field(() => Int, {
    nullable: true,
    description: 'Thời hạn khi nộp trực tuyến tính bằng giờ làm việc, 8 giờ là 1 ngày (online limit, working hours).',
  })
  limitOnlineHours?: number | null;

  @Field(() => String, {
    nullable: true,
    description: 'Thời hạn khi nộp trực tiếp, đúng như nguồn ghi (in-person limit).',
  })
  limitDirectText?: string | null;

  @Field(() => Int, {
    nullable: true,
    description: 'Thời hạn khi nộp trực tiếp tính bằng giờ làm việc, 8 giờ là 1 ngày (in-person limit, working hours).',
  })
  limitDirectHours?: number | null;

  @Field(() => String, {
    nullable: true,
    description: 'Thời hạn khi nộp qua bưu chính, đúng như nguồn ghi (postal limit).',
  })
  limitPostalText?: string | null;

  @Field(() => Int, {
    nullable: true,
    description:
      'Thời hạn khi nộp qua bưu chính tính bằng giờ làm việc, 8 giờ là 1 ngày (postal limit, working hours).',
  })
  limitPostalHours?: number | null;

  @Field(() => Boolean, {
    nullable: true,
    description:
      'Đã cập nhật, công khai trên Cơ sở dữ liệu quốc gia về TTHC và Cổng Dịch vụ công quốc gia (published nationally).',
  })
  publishedNational?: boolean | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'Đã công khai trên Hệ thống thông tin giải quyết TTHC của tỉnh (published by the province).',
  })
  publishedProvince?: boolean | null;

  @Field(() => Boolean, { nullable: true, description: 'Đã tái cấu trúc quy trình (restructured).' })
  restructured?: boolean | null;

  @Field(() => Boolean, { nullable: true, description: 'Có biểu mẫu điện tử tương tác (eForm).' })
  eform?: boolean | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'Thực hiện không phụ thuộc địa giới hành chính trong tỉnh (boundary-independent).',
  })
  boundaryIndependent?: boolean | null;

  @Field(() => Boolean, { nullable: true, description: 'Liên quan đến doanh nghiệp (enterprise procedure).' })
  enterprise?: boolean | null;

  @Field(() => Boolean, { nullable: true, description: 'Có nghĩa vụ tài chính (payment obligation).' })
  paymentObligation?: boolean | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'Đã tích hợp thanh toán trên Cổng Dịch vụ công quốc gia (payment integrated).',
  })
  paymentIntegrated?: boolean | null;

  @Field(() => Boolean, { nullable: true, description: 'Trả kết quả điện tử (electronic result).' })
  electronicResult?: boolean | null;

  @Field(() => Boolean, { nullable: true, description: 'Tái sử dụng thông tin, dữ liệu đã có (data reuse).' })
  dataReuse?: boolean | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'Đủ điều kiện cung cấp toàn trình (eligible for full process).',
  })
  eligible?: boolean | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'Thuộc diện tần suất thấp được loại trừ theo điểm II.1.3 (low frequency).',
  })
  lowFrequency?: boolean | null;

  @Field(() => String, {
    nullable: true,
    description:
      'Văn bản cho phép loại trừ vì tần suất thấp; không có thì không được loại trừ (low frequency reference).',
  })
  lowFrequencyReference?: string | null;

  @Field(() => String, { nullable: true, description: 'Quyết định công bố (decision).' })
  decision?: string | null;

  @Field(() => Certainty, { nullable: true, description: 'Mức chắc chắn của mã và tên (certainty).' })
  certainty?: Certainty;

  @Field(() => String, { nullable: true, description: 'Nguồn và ghi chú (source note).' })
  sourceNote?: string;
}
