import { Readable } from 'node:stream';
import { Arg, Args, Ctx, Field, FieldResolver, Mutation, ObjectType, Query, Resolver, Root } from 'type-graphql';
import { readBy, readModelOf, ROOT } from '../../schema/base/index.js';
import { DossierImport, importDossiers, importList, rejectionsOf, RowRejection } from '../../schema/dossiers/index.js';
import type { RequestContext } from '../context.js';
import { connectionType, edgeType, type Connection } from '../graphql/connection.js';
import { loadList } from '../graphql/list-loader.js';
import { PageArgs } from '../graphql/page-args.js';
import { refusable, resultUnion } from '../graphql/user-errors.js';

const importEdge = edgeType(DossierImport, 'DossierImport');
const DossierImportConnection = connectionType(DossierImport, importEdge, 'DossierImport');

/** The import that was done. */
@ObjectType('ImportDossiersPayload', { description: 'Lần nạp vừa xong; dòng sai nằm trong rejections (payload).' })
class ImportDossiersPayload {
  @Field(() => DossierImport, { description: 'Lần nạp (import).' })
  dossierImport!: DossierImport;
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

  @Mutation(() => ImportDossiersResult, {
    description:
      'Nạp hồ sơ từ nội dung tệp CSV, tối đa khoảng 1 MB; tệp lớn dùng lệnh npm run import. Nạp lại không nhân đôi (import dossiers).',
  })
  importDossiers(
    @Arg('fileName', () => String, { description: 'Tên tệp để tra cứu về sau (file name).' }) fileName: string,
    @Arg('csv', () => String, { description: 'Nội dung CSV, dòng đầu là tên cột (CSV text).' }) csv: string,
    @Ctx() { em, viewer, day, database, loaders }: RequestContext,
    @Arg('profile', () => String, {
      nullable: true,
      description: 'Tên mẫu nạp; trống: standard (import profile).',
    })
    profile?: string | null,
  ): Promise<typeof ImportDossiersResult> {
    return refusable(async () => {
      const url = String(database.config.get('clientUrl'));
      const { id } = await importDossiers({
        url,
        source: Readable.from([csv]),
        fileName,
        actor: viewer.email,
        today: day,
        profile: profile ?? null,
      });
      loaders.forget();
      const stored = (await readBy(em, DossierImport, 'id', [id])).get(id);
      if (!stored) throw new Error(`Import ${id} was committed but is not stored`);
      return Object.assign(new ImportDossiersPayload(), { dossierImport: stored });
    });
  }
}

/** Fields of an import. */
@Resolver(() => DossierImport)
export class DossierImportFields {
  @FieldResolver(() => [RowRejection], {
    description: 'Các lỗi được giữ lại, nhiều nhất 1.000, theo thứ tự dòng; số dòng sai là rejected (rejections).',
  })
  async rejections(@Root() { id }: DossierImport, @Ctx() { em, loaders }: RequestContext): Promise<RowRejection[]> {
    return (await loaders.load('rejections of import', id, (ids) => rejectionsOf(em, ids))) ?? [];
  }
}
