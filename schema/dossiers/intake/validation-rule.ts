import { Entity, Enum, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { Field, ObjectType, registerEnumType } from 'type-graphql';
import { FindingSeverity } from '../imports/finding-severity.js';

/** The closed set of checks that a rule can name; what each takes as parameters says `rule-schema.ts`. */
export enum RuleCheck {
  /** The form of a cell. Always on, always BLOCK. */
  Format = 'FORMAT',
  Compare = 'COMPARE',
  StatusNeeds = 'STATUS_NEEDS',
  StatusForbids = 'STATUS_FORBIDS',
  NotInFuture = 'NOT_IN_FUTURE',
  OfferedOnline = 'OFFERED_ONLINE',
  UnitCompetent = 'UNIT_COMPETENT',
  UnitNotEnded = 'UNIT_NOT_ENDED',
  UnitBegun = 'UNIT_BEGUN',
  CodeOnce = 'CODE_ONCE',
  PaidImpliesPayable = 'PAID_IMPLIES_PAYABLE',
}

registerEnumType(RuleCheck, {
  name: 'RuleCheck',
  description: 'Phép kiểm tra mà một quy tắc dùng (rule check).',
  valuesConfig: {
    Format: { description: 'Dạng của ô; luôn bật, luôn chặn (format).' },
    Compare: { description: 'So sánh hai cột ngày: left, operator, right (compare).' },
    StatusNeeds: { description: 'Trạng thái buộc phải có một cột: column, statuses (status needs).' },
    StatusForbids: { description: 'Chỉ những trạng thái này được có một cột: column, statuses (status forbids).' },
    NotInFuture: { description: 'Các cột ngày không được sau ngày nạp: columns (not in future).' },
    OfferedOnline: { description: 'Nộp trực tuyến thì thủ tục phải nhận trực tuyến vào ngày đó (offered online).' },
    UnitCompetent: { description: 'Đơn vị giải quyết có thẩm quyền với thủ tục vào ngày đó (unit competent).' },
    UnitNotEnded: { description: 'Đơn vị chưa chấm dứt hoạt động vào ngày đó: columns (unit not ended).' },
    UnitBegun: { description: 'Đơn vị đã hoạt động vào ngày đó: columns (unit begun).' },
    CodeOnce: { description: 'Mã hồ sơ chỉ có một lần trong tệp (code once).' },
    PaidImpliesPayable: { description: 'Đã thanh toán thì phải có nghĩa vụ tài chính (paid implies payable).' },
  },
});

/** A rule that rows are checked by. */
@ObjectType('ValidationRule', { description: 'Quy tắc kiểm tra hồ sơ khi nạp (validation rule).' })
@Entity({ tableName: 'validation_rule' })
export class ValidationRule {
  @Field(() => String, { description: 'Mã quy tắc, ổn định (code).' })
  @PrimaryKey({ type: 'text' })
  code!: string;

  @Field(() => RuleCheck, { description: 'Phép kiểm tra (check).' })
  @Enum({ items: () => RuleCheck, columnType: 'text' })
  check!: RuleCheck;

  @Field(() => FindingSeverity, { description: 'Mức độ (severity).' })
  @Enum({ items: () => FindingSeverity, columnType: 'text' })
  severity!: FindingSeverity;

  @Field(() => Boolean, { description: 'Đang áp dụng (enabled).' })
  @Property({ type: 'boolean' })
  enabled!: boolean;

  /** What the check takes; see `ruleParameters`. */
  @Property({ type: 'jsonb' })
  parameters!: Record<string, unknown>;

  @Field(() => String, {
    description: 'Lời báo cho người dùng; {received_on}, {status}… được thay bằng giá trị của dòng (message).',
  })
  @Property({ type: 'text' })
  message!: string;

  @Field(() => String, { description: 'Nguồn, căn cứ (source).' })
  @Property({ type: 'text' })
  source!: string;
}
