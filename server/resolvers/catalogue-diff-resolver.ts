import { Arg, Ctx, Field, FieldResolver, Int, ObjectType, Query, registerEnumType, Resolver, Root } from 'type-graphql';
import { DateScalar, readBy, type CivilDate } from '../../schema/base/index.js';
import {
  CatalogueDiffService,
  DiffKind,
  type CatalogueComparison,
  type DiffEntry as DiffEntryValue,
} from '../../schema/catalogue/index.js';
import { Unit } from '../../schema/organisation/index.js';
import type { RequestContext } from '../context.js';

registerEnumType(DiffKind, {
  name: 'CatalogueDiffKind',
  description: 'Loại khác biệt so với cơ sở dữ liệu quốc gia (catalogue difference kind).',
  valuesConfig: {
    Added: { description: 'Có ở quốc gia, chưa có ở tỉnh (added).' },
    Removed: { description: 'Có ở tỉnh, không còn ở quốc gia (removed).' },
    Changed: { description: 'Khác nội dung (changed).' },
    AbolishedStillPublished: {
      description: 'Đã bãi bỏ mà tỉnh vẫn công khai, điểm IV.9.b (abolished, still published).',
    },
  },
});

/** A column that differs. */
@ObjectType('CatalogueDiffField', { description: 'Một cột khác nhau (changed field).' })
class CatalogueDiffField {
  @Field(() => String, { description: 'Tên cột (column).' })
  column!: string;

  @Field(() => String, { nullable: true, description: 'Giá trị của tỉnh; trống khi chưa có (before).' })
  before!: string | null;

  @Field(() => String, { nullable: true, description: 'Giá trị của quốc gia (after).' })
  after!: string | null;
}

/** A difference. */
@ObjectType('CatalogueDiffEntry', { description: 'Một khác biệt (catalogue difference).' })
class CatalogueDiffEntry {
  @Field(() => DiffKind, { description: 'Loại (kind).' })
  kind!: DiffKind;

  @Field(() => String, { description: 'Mã thủ tục (code).' })
  code!: string;

  @Field(() => String, { description: 'Tên thủ tục; rỗng khi tệp không ghi (name).' })
  name!: string;

  @Field(() => [CatalogueDiffField], { description: 'Các cột khác nhau, chỉ với CHANGED (fields).' })
  fields!: CatalogueDiffField[];
}

/** The differences. */
@ObjectType('CatalogueDiff', { description: 'So danh mục với tệp xuất từ cơ sở dữ liệu quốc gia (catalogue diff).' })
class CatalogueDiff {
  @Field(() => Int, { description: 'Số thủ tục trong tệp (procedures in the file).' })
  theirs!: number;

  @Field(() => Int, { description: 'Số thủ tục trong danh mục của tỉnh vào ngày so (procedures in the catalogue).' })
  ours!: number;

  @Field(() => [CatalogueDiffEntry], { description: 'Các khác biệt, theo mã (entries).' })
  entries!: readonly DiffEntryValue[];
}

/** Compares the catalogue. */
@Resolver()
export class CatalogueDiffQueries {
  @Query(() => CatalogueDiff, {
    description:
      'So danh mục với nội dung CSV xuất từ cơ sở dữ liệu quốc gia, không thay đổi gì; tệp lớn dùng lệnh npm run catalogue:diff (catalogue diff).',
  })
  catalogueDiff(
    @Arg('csv', () => String, {
      description:
        'Nội dung CSV, cột code bắt buộc; name, field, competence, service_level, status, decision (CSV text).',
    })
    csv: string,
    @Arg('asOf', () => DateScalar, { nullable: true, description: 'Danh mục vào ngày này; trống: hôm nay (as of).' })
    asOf: CivilDate | null,
    @Ctx() { em, day }: RequestContext,
  ): Promise<CatalogueComparison> {
    return new CatalogueDiffService(em).compare(csv, asOf ?? day);
  }
}

/** Fields of a difference. */
@Resolver(() => CatalogueDiffEntry)
export class CatalogueDiffFields {
  @FieldResolver(() => Unit, {
    nullable: true,
    description: 'Sở, ban, ngành phải xử lý; trống khi không suy ra được từ lĩnh vực (responsible department).',
  })
  async responsible(
    @Root() { responsible }: DiffEntryValue,
    @Ctx() { em, loaders }: RequestContext,
  ): Promise<Unit | null> {
    if (responsible === null) return null;
    return (await loaders.load('unit by code', responsible, (codes) => readBy(em, Unit, 'code', codes))) ?? null;
  }
}
