import { Args, ArgsType, Ctx, Field, Int, Mutation, ObjectType, Resolver } from 'type-graphql';
import { DateScalar, type CivilDate } from '../../schema/base/index.js';
import { Procedure, proceduresById, ProcedureService } from '../../schema/catalogue/index.js';
import { recountedDossiers, RecountService } from '../../schema/dossiers/index.js';
import type { RequestContext } from '../context.js';
import { ProcedureChanges } from '../graphql/procedure-changes.js';
import { mutate, resultUnion } from '../graphql/user-errors.js';

/** A change of a procedure. */
@ArgsType()
class ChangeProcedureArgs {
  @Field(() => String, { description: 'Mã thủ tục, kể cả mã cũ (code).' })
  code!: string;

  @Field(() => DateScalar, { description: 'Ngày đầu dữ kiện mới có hiệu lực (from).' })
  from!: CivilDate;

  @Field(() => ProcedureChanges, { description: 'Các dữ kiện thay đổi (changes).' })
  changes!: ProcedureChanges;

  @Field(() => String, { description: 'Số, ký hiệu văn bản làm căn cứ (document number).' })
  documentNumber!: string;

  @Field(() => String, { description: 'Lý do, ghi vào nhật ký (reason).' })
  reason!: string;

  @Field(() => Boolean, {
    defaultValue: false,
    description: 'Đính chính dữ kiện của ngày đã qua, hoặc ghi đè thay đổi cùng ngày (correction of the past).',
  })
  correct!: boolean;
}

/** The procedure as it stands from the day of the change. */
@ObjectType('ChangeProcedurePayload', { description: 'Thủ tục sau khi thay đổi (payload).' })
class ChangeProcedurePayload {
  @Field(() => Procedure, { description: 'Thủ tục với dữ kiện của ngày thay đổi (procedure).' })
  procedure!: Procedure;

  @Field(() => Int, {
    description:
      'Số hồ sơ đã nạp được tính lại mức toàn trình hoặc điều kiện toàn trình, vì dữ kiện của ngày tiếp nhận đã đổi (recounted dossiers).',
  })
  recountedDossiers!: number;
}

const ChangeProcedureResult = resultUnion(
  'ChangeProcedureResult',
  ChangeProcedurePayload,
  'Kết quả thay đổi thủ tục (result).',
);

/** Changes procedures. */
@Resolver()
export class CatalogueMutations {
  @Mutation(() => ChangeProcedureResult, {
    description:
      'Thêm dữ kiện của thủ tục từ một ngày; dữ kiện trước ngày đó giữ nguyên; hồ sơ đã nạp có ngày tiếp nhận từ ngày đó được tính lại (change a procedure).',
  })
  changeProcedure(
    @Args(() => ChangeProcedureArgs) { changes, ...change }: ChangeProcedureArgs,
    @Ctx() context: RequestContext,
  ): Promise<typeof ChangeProcedureResult> {
    return mutate(context, async (em) => {
      const asked = Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined));
      const act = { actor: context.viewer.email, today: context.day };
      const recounting = new RecountService(em);
      await recounting.holdMerges();
      const id = await new ProcedureService(em).change({ ...change, changes: asked }, act);
      const recounted = recountedDossiers(await recounting.recount([id], { ...act, reason: change.reason }));
      const procedure = (await proceduresById(em, [id], change.from)).get(id);
      return Object.assign(new ChangeProcedurePayload(), { procedure, recountedDossiers: recounted });
    });
  }
}
