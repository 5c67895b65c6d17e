import { Args, ArgsType, Ctx, Field, FieldResolver, InputType, ObjectType, Query, Resolver, Root } from 'type-graphql';
import {
  AuditEntry,
  auditList,
  changeIn,
  type AuditedField as AuditedFieldFacts,
  type AuditFilter as AuditConditions,
} from '../../schema/audit/index.js';
import { DateScalar, readModelOf, ROOT, type CivilDate } from '../../schema/base/index.js';
import type { RequestContext } from '../context.js';
import { connectionType, edgeType, type Connection } from '../graphql/connection.js';
import { loadList } from '../graphql/list-loader.js';
import { PageArgs } from '../graphql/page-args.js';

const AuditEntryConnection = connectionType(AuditEntry, edgeType(AuditEntry, 'AuditEntry'), 'AuditEntry');

/** Which audit rows. */
@InputType({ description: 'Điều kiện lọc nhật ký; các điều kiện cùng phải đúng (audit filter).' })
class AuditFilter implements AuditConditions {
  @Field(() => String, { nullable: true, description: 'Đúng người hoặc lệnh này (actor).' })
  actor?: string | null;

  @Field(() => String, { nullable: true, description: 'Đúng mã việc này (action).' })
  action?: string | null;

  @Field(() => String, { nullable: true, description: 'Đúng loại đối tượng này (subject type).' })
  subjectType?: string | null;

  @Field(() => String, { nullable: true, description: 'Đúng đối tượng này, đi với subjectType (subject id).' })
  subjectId?: string | null;

  @Field(() => DateScalar, { nullable: true, description: 'Từ ngày, tính cả ngày này (from).' })
  from?: CivilDate | null;

  @Field(() => DateScalar, { nullable: true, description: 'Đến ngày, tính cả ngày này (to).' })
  to?: CivilDate | null;
}

/** A filtered page of the audit. */
@ArgsType()
class AuditListArgs extends PageArgs {
  @Field(() => AuditFilter, { nullable: true, description: 'Điều kiện lọc (filter).' })
  filter?: AuditFilter | null;
}

/** A changed field. */
@ObjectType('AuditedField', { description: 'Một trường đã đổi giá trị (audited field).' })
class AuditedField implements AuditedFieldFacts {
  @Field(() => String, { description: 'Tên trường (name).' })
  name!: string;

  @Field(() => String, { nullable: true, description: 'Giá trị trước; trống khi chưa có (before).' })
  before!: string | null;

  @Field(() => String, { nullable: true, description: 'Giá trị sau; trống khi không còn (after).' })
  after!: string | null;
}

/** Reads the audit. */
@Resolver()
export class AuditQueries {
  @Query(() => AuditEntryConnection, { description: 'Nhật ký các thay đổi, mới nhất trước (audit entries).' })
  auditEntries(
    @Args(() => AuditListArgs) { filter, ...page }: AuditListArgs,
    @Ctx() context: RequestContext,
  ): Promise<Connection<AuditEntry>> {
    const { em } = context;
    return loadList(context, AuditEntryConnection, {
      name: `audit entries ${JSON.stringify(filter ?? {})}`,
      parent: ROOT,
      page,
      query: () => auditList(em, filter ?? {}),
      read: (row) => readModelOf(em, AuditEntry).read(row),
    });
  }
}

/** Fields of an audit row. */
@Resolver(() => AuditEntry)
export class AuditEntryFields {
  @FieldResolver(() => [AuditedField], {
    description: 'Các trường đã đổi: trước và sau; trống khi việc không phải là sửa dữ liệu (changed fields).',
  })
  fields(@Root() { details }: AuditEntry): AuditedField[] {
    return changeIn(details).fields.map((field) => Object.assign(new AuditedField(), field));
  }

  @FieldResolver(() => String, { nullable: true, description: 'Lý do; trống khi không hỏi (reason).' })
  reason(@Root() { details }: AuditEntry): string | null {
    return changeIn(details).reason;
  }

  @FieldResolver(() => String, {
    name: 'details',
    nullable: true,
    description: 'Toàn bộ chi tiết dưới dạng văn bản JSON; trống khi không có (details as JSON text).',
  })
  detailsText(@Root() { details }: AuditEntry): string | null {
    return details && JSON.stringify(details);
  }
}
