import { Enum, Property } from '@mikro-orm/decorators/legacy';
import { Field, Int, InterfaceType } from 'type-graphql';
import { Certainty, DateScalar, type CivilDate } from '../base/index.js';
import { CompetenceLevel, ProcedureStatus, ServiceLevel } from './procedure-enums.js';

/** What can change about a procedure in the course of time. Of the flags null means: nobody knows yet. */
@InterfaceType('ProcedureFacts', {
  description: 'Dữ kiện về thủ tục, thay đổi theo thời gian (procedure facts).',
  resolveType: ({ factsOf }: ProcedureFacts) => factsOf,
})
export abstract class ProcedureFacts {
  @Field(() => DateScalar, {
    nullable: true,
    description: 'Ngày đầu các dữ kiện này có hiệu lực; trống: từ đầu (valid from).',
  })
  @Property({ type: 'date', nullable: true })
  validFrom!: CivilDate | null;

  @Field(() => DateScalar, {
    nullable: true,
    description: 'Ngày các dữ kiện này thôi có hiệu lực, không tính ngày đó; trống: chưa định (valid to, excluded).',
  })
  @Property({ type: 'date', nullable: true })
  validTo!: CivilDate | null;

  @Field(() => String, { description: 'Mã thủ tục quốc gia khi đó, ví dụ 1.001193 (national code then).' })
  @Property({ type: 'text' })
  code!: string;

  @Field(() => String, { description: 'Tên thủ tục (name).' })
  @Property({ type: 'text' })
  name!: string;

  @Field(() => ProcedureStatus, { description: 'Tình trạng hiệu lực (status).' })
  @Enum({ items: () => ProcedureStatus, columnType: 'text' })
  status!: ProcedureStatus;

  @Field(() => CompetenceLevel, { description: 'Cấp giải quyết (competence level).' })
  @Enum({ items: () => CompetenceLevel, columnType: 'text' })
  competence!: CompetenceLevel;

  @Field(() => ServiceLevel, { description: 'Mức độ trực tuyến (service level).' })
  @Enum({ items: () => ServiceLevel, columnType: 'text' })
  serviceLevel!: ServiceLevel;

  @Field(() => Certainty, { description: 'Mức chắc chắn của mức độ trực tuyến (certainty of the service level).' })
  @Enum({ items: () => Certainty, columnType: 'text' })
  serviceLevelCertainty!: Certainty;

  @Field(() => String, {
    nullable: true,
    description: 'Thời hạn khi nộp trực tuyến, đúng như nguồn ghi; trống khi không rõ (online limit).',
  })
  @Property({ type: 'text', nullable: true })
  limitOnlineText!: string | null;

  @Field(() => Int, {
    nullable: true,
    description:
      'Thời hạn khi nộp trực tuyến tính bằng giờ làm việc, 8 giờ là 1 ngày; trống khi nguồn không ghi đơn vị (online limit, working hours).',
  })
  @Property({ type: 'integer', nullable: true })
  limitOnlineHours!: number | null;

  @Field(() => String, {
    nullable: true,
    description: 'Thời hạn khi nộp trực tiếp, đúng như nguồn ghi; trống khi không rõ (in-person limit).',
  })
  @Property({ type: 'text', nullable: true })
  limitDirectText!: string | null;

  @Field(() => Int, {
    nullable: true,
    description:
      'Thời hạn khi nộp trực tiếp tính bằng giờ làm việc, 8 giờ là 1 ngày; trống khi nguồn không ghi đơn vị (in-person limit, working hours).',
  })
  @Property({ type: 'integer', nullable: true })
  limitDirectHours!: number | null;

  @Field(() => String, {
    nullable: true,
    description: 'Thời hạn khi nộp qua bưu chính, đúng như nguồn ghi; trống khi không rõ (postal limit).',
  })
  @Property({ type: 'text', nullable: true })
  limitPostalText!: string | null;

  @Field(() => Int, {
    nullable: true,
    description:
      'Thời hạn khi nộp qua bưu chính tính bằng giờ làm việc, 8 giờ là 1 ngày; trống khi nguồn không ghi đơn vị (postal limit, working hours).',
  })
  @Property({ type: 'integer', nullable: true })
  limitPostalHours!: number | null;

  @Field(() => Boolean, {
    nullable: true,
    description:
      'Đã cập nhật, công khai trên Cơ sở dữ liệu quốc gia về TTHC và Cổng Dịch vụ công quốc gia; trống: chưa rõ (published nationally).',
  })
  @Property({ type: 'boolean', nullable: true })
  publishedNational!: boolean | null;

  @Field(() => Boolean, {
    nullable: true,
    description:
      'Đã công khai trên Hệ thống thông tin giải quyết TTHC của tỉnh; trống: chưa rõ (published by the province).',
  })
  @Property({ type: 'boolean', nullable: true })
  publishedProvince!: boolean | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'Đã tái cấu trúc quy trình; trống: chưa rõ (restructured).',
  })
  @Property({ type: 'boolean', nullable: true })
  restructured!: boolean | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'Có biểu mẫu điện tử tương tác; trống: chưa rõ (eForm).',
  })
  @Property({ type: 'boolean', nullable: true })
  eform!: boolean | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'Thực hiện không phụ thuộc địa giới hành chính trong tỉnh; trống: chưa rõ (boundary-independent).',
  })
  @Property({ type: 'boolean', nullable: true })
  boundaryIndependent!: boolean | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'Liên quan đến doanh nghiệp; trống: chưa rõ (enterprise procedure).',
  })
  @Property({ type: 'boolean', nullable: true })
  enterprise!: boolean | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'Có nghĩa vụ tài chính; trống: chưa rõ (payment obligation).',
  })
  @Property({ type: 'boolean', nullable: true })
  paymentObligation!: boolean | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'Đã tích hợp thanh toán trên Cổng Dịch vụ công quốc gia; trống: chưa rõ (payment integrated).',
  })
  @Property({ type: 'boolean', nullable: true })
  paymentIntegrated!: boolean | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'Trả kết quả điện tử; trống: chưa rõ (electronic result).',
  })
  @Property({ type: 'boolean', nullable: true })
  electronicResult!: boolean | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'Tái sử dụng thông tin, dữ liệu đã có; trống: chưa rõ (data reuse).',
  })
  @Property({ type: 'boolean', nullable: true })
  dataReuse!: boolean | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'Đủ điều kiện cung cấp toàn trình; trống: chưa rõ (eligible for full process).',
  })
  @Property({ type: 'boolean', nullable: true })
  eligible!: boolean | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'Thuộc diện tần suất thấp được loại trừ theo điểm II.1.3; trống: chưa rõ (low frequency).',
  })
  @Property({ type: 'boolean', nullable: true })
  lowFrequency!: boolean | null;

  @Field(() => String, {
    nullable: true,
    description:
      'Văn bản cho phép loại trừ vì tần suất thấp; không có thì không được loại trừ (low frequency reference).',
  })
  @Property({ type: 'text', nullable: true })
  lowFrequencyReference!: string | null;

  @Field(() => String, { nullable: true, description: 'Quyết định công bố (decision).' })
  @Property({ type: 'text', nullable: true })
  decision!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Số, ký hiệu văn bản làm căn cứ thay đổi; trống với dữ liệu ban đầu (document number).',
  })
  @Property({ type: 'text', nullable: true })
  documentNumber!: string | null;

  @Field(() => Certainty, { description: 'Mức chắc chắn của mã và tên (certainty).' })
  @Enum({ items: () => Certainty, columnType: 'text' })
  certainty!: Certainty;

  @Field(() => String, { description: 'Nguồn và ghi chú (source note).' })
  @Property({ type: 'text' })
  sourceNote!: string;

  /** Name of the GraphQL object type that carries the facts. */
  abstract get factsOf(): 'Procedure' | 'ProcedureVersion';
}

/** Flags of a procedure, by which the plan's targets count; null in each means unknown. */
export const PROCEDURE_FLAGS = [
  'publishedNational',
  'publishedProvince',
  'restructured',
  'eform',
  'boundaryIndependent',
  'enterprise',
  'paymentObligation',
  'paymentIntegrated',
  'electronicResult',
  'dataReuse',
  'eligible',
  'lowFrequency',
] as const satisfies readonly (keyof ProcedureFacts)[];

/** Name of a flag. */
export type ProcedureFlag = (typeof PROCEDURE_FLAGS)[number];
