import { Args, ArgsType, Ctx, Field, FieldResolver, ObjectType, Resolver, Root } from 'type-graphql';
import { sql } from 'kysely';
import { addDays, rowsOf, SafeIntScalar } from '../../schema/base/index.js';
import { Procedure, proceduresById } from '../../schema/catalogue/index.js';
import {
  ContributionKey,
  contributionList,
  contributionParent,
  IndicatorExplanation,
  type ExplanationParts,
} from '../../schema/indicators/index.js';
import { Unit } from '../../schema/organisation/index.js';
import type { RequestContext } from '../context.js';
import { connectionType, edgeType, type Connection } from '../graphql/connection.js';
import { unitOf } from '../graphql/figures.js';
import { loadList } from '../graphql/list-loader.js';
import { PageArgs } from '../graphql/page-args.js';
import { rangeKey } from '../graphql/period-args.js';

/** A part of a value. */
@ObjectType('Contribution', { description: 'Một phần của giá trị: đơn vị, thủ tục và số của chúng (contribution).' })
class Contribution {
  @Field(() => String, { nullable: true, description: 'Mục của danh sách, khi đếm theo mục (list item).' })
  item!: string | null;

  @Field(() => SafeIntScalar, { description: 'Phần ở tử số (numerator).' })
  numerator!: number;

  @Field(() => SafeIntScalar, {
    nullable: true,
    description: 'Phần ở mẫu số; trống khi giá trị là một số đếm (denominator).',
  })
  denominator!: number | null;

  unitId!: string | null;
  procedureId!: string | null;
  parts!: ExplanationParts;
}

/** What the parts of other pages come to. */
@ObjectType('ContributionRest', { description: 'Tổng các phần không có ở trang này (rest).' })
class ContributionRest {
  @Field(() => SafeIntScalar, { nullable: true, description: 'Tử số còn lại; trống khi chưa có giá trị (numerator).' })
  numerator!: number | null;

  @Field(() => SafeIntScalar, {
    nullable: true,
    description: 'Mẫu số còn lại; trống khi chưa có giá trị hoặc giá trị là một số đếm (denominator).',
  })
  denominator!: number | null;
}

const ContributionEdge = edgeType<Contribution>(Contribution, 'Contribution');
const ContributionConnection = connectionType<Contribution>(Contribution, ContributionEdge, 'Contribution');
type ContributionPage = Connection<Contribution> & { readonly whole: ExplanationParts };

/** A page of parts, and by what they are told apart. */
@ArgsType()
class ContributionArgs extends PageArgs {
  @Field(() => ContributionKey, { defaultValue: ContributionKey.Unit, description: 'Cách tách (by).' })
  by!: ContributionKey;
}

/** What only the database knows of an explanation. */
@Resolver(() => IndicatorExplanation)
export class ExplanationFields {
  @FieldResolver(() => [Unit], { description: 'Các đơn vị chưa có số liệu trong kỳ (missing units).' })
  missingUnits(@Root() { parts }: IndicatorExplanation, @Ctx() context: RequestContext): Promise<Unit[]> {
    return Promise.all(parts.missing.map((id) => unitOf(context, id)));
  }

  @FieldResolver(() => SafeIntScalar, { description: 'Phiên bản dữ liệu lúc trả lời (data version).' })
  async dataVersion(@Ctx() { em, loaders }: RequestContext): Promise<number | undefined> {
    const read = async (keys: readonly string[]) => {
      const [installation] = await rowsOf(
        em,
        sql<{ version: string }>`select data_version as version from installation`,
      );
      return new Map(keys.map((key) => [key, Number(installation?.version ?? 0)]));
    };
    return loaders.load('data version', 'now', read);
  }

  @FieldResolver(() => ContributionConnection, {
    description:
      'Các phần cộng lại thành giá trị, mẫu số lớn trước; các phần của trang cộng `rest` luôn bằng giá trị (contributions).',
  })
  async contributions(
    @Root() { parts }: IndicatorExplanation,
    @Args(() => ContributionArgs) { by, ...page }: ContributionArgs,
    @Ctx() context: RequestContext,
  ): Promise<ContributionPage> {
    const { indicator, range, restatedOn, scope, catalogue } = parts;
    const kind = [Object.keys(scope ?? {}), indicator.id, catalogue?.targetCode, rangeKey(range), restatedOn, by];
    const connection = await loadList<Contribution>(context, ContributionConnection, {
      name: `contributions ${JSON.stringify(kind)}`,
      parent: contributionParent(parts),
      page,
      query: () => contributionList(parts, by),
      read: (row) => contributionOf(row, parts),
    });
    return Object.assign(connection, { whole: parts });
  }
}

/** What is left beside a page. */
@Resolver(() => ContributionConnection)
export class ContributionConnectionFields {
  @FieldResolver(() => ContributionRest, { description: 'Phần của giá trị không có ở trang này (rest).' })
  rest(@Root() { nodes, whole }: ContributionPage): ContributionRest {
    const isNumber = whole.indicator.parsed.denominator === null;
    const numerator = nodes.reduce((sum, part) => sum + part.numerator, 0);
    const denominator = nodes.reduce((sum, part) => sum + (part.denominator ?? 0), 0);
    return {
      numerator: whole.numerator === null ? null : whole.numerator - numerator,
      denominator: whole.denominator === null || isNumber ? null : whole.denominator - denominator,
    };
  }
}

/** Whose a part is. */
@Resolver(() => Contribution)
export class ContributionFields {
  @FieldResolver(() => Unit, { nullable: true, description: 'Đơn vị; trống khi không tách theo đơn vị (unit).' })
  async unit(@Root() { unitId }: Contribution, @Ctx() context: RequestContext): Promise<Unit | null> {
    return unitId === null ? null : unitOf(context, unitId);
  }

  @FieldResolver(() => Procedure, {
    nullable: true,
    description: 'Thủ tục, với dữ kiện của ngày cuối kỳ; trống khi không tách theo thủ tục (procedure).',
  })
  async procedure(
    @Root() { procedureId, parts }: Contribution,
    @Ctx() { em, loaders }: RequestContext,
  ): Promise<Procedure | null> {
    if (procedureId === null) return null;
    const day = addDays(parts.range.to, -1);
    const read = (ids: readonly string[]) => proceduresById(em, ids, day);
    return (await loaders.load(`procedure by id ${day}`, procedureId, read)) ?? null;
  }
}

function contributionOf(row: Readonly<Record<string, unknown>>, parts: ExplanationParts): Contribution {
  return Object.assign(new Contribution(), {
    unitId: row['unit_id'],
    procedureId: row['procedure_id'],
    item: row['item'],
    numerator: Number(row['numerator']),
    denominator: row['denominator'] === null ? null : Number(row['denominator']),
    parts,
  });
}
