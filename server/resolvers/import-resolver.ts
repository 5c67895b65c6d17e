import { Readable } from 'node:stream';
import {
  Arg,
  Args,
  ArgsType,
  Ctx,
  Field,
  FieldResolver,
  ID,
  Int,
  Mutation,
  ObjectType,
  Query,
  Resolver,
  Root,
} from 'type-graphql';
import { isUuid, readBy, readModelOf, ROOT } from '../../schema/base/index.js';
import {
  DossierImport,
  DossierImportSummary,
  FindingCount,
  findingCountsOf,
  findingList,
  FindingSeverity,
  importDossiers,
  ImportFinding,
  importList,
  rejectionsOf,
  RowRejection,
} from '../../schema/dossiers/index.js';
import type { RequestContext } from '../context.js';
import { connectionType, edgeType, type Connection } from '../graphql/connection.js';
import { loadList } from '../graphql/list-loader.js';
import { PageArgs } from '../graphql/page-args.js';
import { refusable, resultUnion } from '../graphql/user-errors.js';

const importEdge = edgeType(DossierImport, 'DossierImport');
const DossierImportConnection = connectionType(DossierImport, importEdge, 'DossierImport');

const ImportFindingConnection = connectionType(
  ImportFinding,
  edgeType(ImportFinding, 'ImportFinding'),
  'ImportFinding',
);

/** The import that was done, or what one would do. */
@ObjectType('ImportDossiersPayload', { description: 'Lần nạp vừa xong hoặc vừa xem trước (payload).' })
class ImportDossiersPayload {
  @Field(() => DossierImportSummary, { description: 'Điều tệp đã làm, hoặc sẽ làm khi xem trước (summary).' })
  summary!: DossierImportSummary;

  @Field(() => DossierImport, { nullable: true, description: 'Lần nạp; trống khi chỉ xem trước (import).' })
  dossierImport!: DossierImport | null;
}

/** A file of dossiers. */
@ArgsType()
class ImportDossiersArgs {
  @Field(() => String, { description: 'Tên tệp để tra cứu về sau (file name).' })
  fileName!: string;

  @Field(() => String, { description: 'Nội dung CSV, dòng đầu là tên cột (CSV text).' })
  csv!: string;

  @Field(() => String, { nullable: true, description: 'Tên mẫu nạp; trống: standard (import profile).' })
  profile?: string | null;

  @Field(() => Boolean, { defaultValue: false, description: 'Chỉ xem trước, không ghi gì (dry run).' })
  dryRun!: boolean;

  @Field(() => Int, {
    nullable: true,
    description: 'baseDataVersion của lần xem trước; dữ liệu đã khác thì từ chối nạp (expected data version).',
  })
  expectedDataVersion?: number | null;
}

/** A page of findings. */
@ArgsType()
class FindingListArgs extends PageArgs {
  @Field(() => FindingSeverity, { nullable: true, description: 'Chỉ mức này (severity).' })
  severity?: FindingSeverity | null;
}

const ImportDossiersResult = resultUnion('ImportDossiersResult', ImportDossiersPayload, 'Kết quả nạp hồ sơ (result).');

/** Takes dossiers in and lists what was taken in. */
@Resolver()
export class ImportMutations {
  @Query(() => DossierImportConnection, { description: 'Các lần nạp hồ sơ, mới nhất trước (dossier imports).' })
  dossierImports(
    @Args(() => PageArgs) page: PageArgs,
    @Ctx() context: RequestContext,
  ): Promise<Connection<DossierImport>> {
    const { em } = context;
    return loadList(context, DossierImportConnection, {
      name: 'dossier imports',
      parent: ROOT,
      page,
      query: () => importList(em),
      read: (row) => readModelOf(em, DossierImport).read(row),
    });
  }

  @Query(() => DossierImport, { nullable: true, description: 'Một lần nạp; trống khi không có (dossier import).' })
  async dossierImport(
    @Arg('id', () => ID, { description: 'Mã lần nạp (id).' }) id: string,
    @Ctx() { em, loaders }: RequestContext,
  ): Promise<DossierImport | null> {
    if (!isUuid(id)) return null;
    return (await loaders.load('import by id', id, (ids) => readBy(em, DossierImport, 'id', ids))) ?? null;
  }

  @Mutation(() => ImportDossiersResult, {
    description:
      'Nạp hồ sơ từ nội dung tệp CSV, tối đa khoảng 1 MB; tệp lớn dùng lệnh npm run import. Nạp lại không nhân đôi (import dossiers).',
  })
  importDossiers(
    @Args(() => ImportDossiersArgs) { csv, ...file }: ImportDossiersArgs,
    @Ctx() { em, viewer, day, database, loaders }: RequestContext,
  ): Promise<typeof ImportDossiersResult> {
    return refusable(async () => {
      const url = String(database.config.get('clientUrl'));
      const source = Readable.from([csv]);
      const summary = await importDossiers({ ...file, url, source, actor: viewer.email, today: day });
      loaders.forget();
      const stored = summary.id === null ? null : (await readBy(em, DossierImport, 'id', [summary.id])).get(summary.id);
      return Object.assign(new ImportDossiersPayload(), { summary, dossierImport: stored ?? null });
    });
  }
}

/** Fields of an import. */
@Resolver(() => DossierImport)
export class DossierImportFields {
  @FieldResolver(() => [RowRejection], {
    description: '1.000 lỗi đầu, theo thứ tự dòng; mọi lỗi ở findings, số dòng sai là rejected (rejections).',
  })
  async rejections(@Root() { id }: DossierImport, @Ctx() { em, loaders }: RequestContext): Promise<RowRejection[]> {
    return (await loaders.load('rejections of import', id, (ids) => rejectionsOf(em, ids))) ?? [];
  }

  @FieldResolver(() => [FindingCount], { description: 'Số lần từng quy tắc phát hiện, theo mức (finding counts).' })
  async findingCounts(@Root() { id }: DossierImport, @Ctx() { em, loaders }: RequestContext): Promise<FindingCount[]> {
    return (await loaders.load('finding counts of import', id, (ids) => findingCountsOf(em, ids))) ?? [];
  }

  @FieldResolver(() => ImportFindingConnection, { description: 'Mọi điều phát hiện, theo thứ tự dòng (findings).' })
  findings(
    @Root() { id }: DossierImport,
    @Args(() => FindingListArgs) { severity = null, ...page }: FindingListArgs,
    @Ctx() context: RequestContext,
  ): Promise<Connection<ImportFinding>> {
    const { em } = context;
    return loadList(context, ImportFindingConnection, {
      name: `findings of import ${severity}`,
      parent: id,
      page,
      query: () => findingList(em, severity),
      read: (row) => readModelOf(em, ImportFinding).read(row),
    });
  }
}
