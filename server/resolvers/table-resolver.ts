import { Arg, Args, ArgsType, Ctx, Field, Int, Mutation, ObjectType, Query, Resolver } from 'type-graphql';
import { DateScalar, PlanError, rehearse, type CivilDate } from '../../schema/base/index.js';
import { recountedDossiers, type Recount } from '../../schema/dossiers/index.js';
import {
  CsvSeparator,
  readTableFile,
  recordTableExport,
  TableFileForm,
  TableImportService,
  writeTableFile,
  type RawTable,
} from '../../schema/exchange/index.js';
import { NO_DEADLINE_CHANGES, type DeadlineChanges, type DeadlineMove } from '../../schema/plan/index.js';
import { tableFormat } from '../../schema/table-formats.js';
import type { RequestContext } from '../context.js';
import { MovedDeadlines } from '../graphql/calendar-change.js';
import { rewriteQueuedMails } from '../graphql/queued-mails.js';
import { TableExport, TableImport, TableName } from '../graphql/table-import.js';
import { mutate, refusable, resultUnion, type UserErrors } from '../graphql/user-errors.js';

/** A file of a table. */
@ArgsType()
class TableFileArgs {
  @Field(() => TableName, { description: 'Bảng (table).' })
  table!: TableName;

  @Field(() => TableFileForm, { description: 'Dạng tệp (form).' })
  form!: TableFileForm;

  @Field(() => CsvSeparator, { nullable: true, description: 'Dấu ngăn cách của tệp CSV; trống: dấu phẩy (separator).' })
  separator?: CsvSeparator | null;

  @Field(() => String, { description: 'Nội dung: văn bản với CSV, base64 với XLSX; tối đa khoảng 1 MB (content).' })
  content!: string;

  @Field(() => DateScalar, { nullable: true, description: 'Ngày thay đổi có hiệu lực; trống: hôm nay (from).' })
  from?: CivilDate | null;
}

/** The plan that was made. */
@ObjectType('PlanTableImportPayload', { description: 'Bản xem trước (payload).' })
class PlanTableImportPayload extends MovedDeadlines {
  @Field(() => TableImport, { description: 'Những gì tệp sẽ thay đổi (plan).' })
  plan!: TableImport;
}

/** The import that was done. */
@ObjectType('CommitTableImportPayload', { description: 'Việc nhập vừa xong (payload).' })
class CommitTableImportPayload extends MovedDeadlines {
  @Field(() => TableImport, { description: 'Những gì tệp đã thay đổi (table import).' })
  tableImport!: TableImport;

  @Field(() => Int, {
    description:
      'Số hồ sơ đã nạp được tính lại mức toàn trình hoặc điều kiện toàn trình, khi nhập bảng thủ tục; bảng khác: 0 (recounted dossiers).',
  })
  recountedDossiers!: number;
}

const PlanTableImportResult = resultUnion(
  'PlanTableImportResult',
  PlanTableImportPayload,
  'Kết quả xem trước việc nhập (result).',
);
const CommitTableImportResult = resultUnion(
  'CommitTableImportResult',
  CommitTableImportPayload,
  'Kết quả nhập bảng (result).',
);

/** Writes tables to files and takes them back. */
@Resolver()
export class TableMutations {
  @Query(() => TableExport, {
    description: 'Cả bảng dưới dạng tệp, như đang có hiệu lực vào một ngày; nhập lại thì không đổi gì (table export).',
  })
  async tableExport(
    @Arg('table', () => TableName, { description: 'Bảng (table).' }) table: TableName,
    @Arg('form', () => TableFileForm, { description: 'Dạng tệp (form).' }) form: TableFileForm,
    @Arg('separator', () => CsvSeparator, {
      nullable: true,
      description: 'Dấu ngăn cách của tệp CSV; trống: dấu phẩy (separator).',
    })
    separator: CsvSeparator | null,
    @Arg('asOf', () => DateScalar, { nullable: true, description: 'Ngày; trống: hôm nay (as of).' })
    asOf: CivilDate | null,
    @Ctx() { em, day, viewer }: RequestContext,
  ): Promise<TableExport> {
    const format = tableFormat(nameOf(table), day);
    const file = await writeTableFile(em, format, asOf ?? day, form, separator ?? undefined);
    const facts = { actor: viewer.email, table: format.name, form, asOf: asOf ?? day };
    await em.transactional((own) => recordTableExport(own, facts, file));
    return Object.assign(new TableExport(), {
      fileName: `${format.name}.${form.toLowerCase()}`,
      content: file.toString(form === TableFileForm.Csv ? 'utf8' : 'base64'),
      columns: format.columns,
    });
  }

  @Mutation(() => PlanTableImportResult, {
    description: 'Xem trước một tệp sẽ thay đổi gì trong bảng; không có gì được lưu (plan a table import).',
  })
  planTableImport(
    @Args(() => TableFileArgs) file: TableFileArgs,
    @Ctx() context: RequestContext,
  ): Promise<typeof PlanTableImportResult> {
    const { em, day } = context;
    return refusable(async () => {
      const cells = await readFile(file);
      const service = new TableImportService(em, tableFormat(nameOf(file.table), day));
      const plan = new TableImport(await service.plan(cells, file.from ?? day));
      const moved = file.table === TableName.Calendar ? await rehearsedMoves(context, file, cells) : [];
      return Object.assign(new PlanTableImportPayload(moved), { plan });
    });
  }

  @Mutation(() => CommitTableImportResult, {
    description:
      'Thực hiện đúng những gì bản xem trước đã nêu; từ chối khi dữ liệu đã đổi từ lúc xem trước (commit a table import).',
  })
  async commitTableImport(
    @Args(() => TableFileArgs) file: TableFileArgs,
    @Arg('planToken', () => String, { description: 'Mã của bản xem trước (plan token).' }) planToken: string,
    @Arg('reason', () => String, { description: 'Lý do, ghi vào nhật ký (reason).' }) reason: string,
    @Ctx() context: RequestContext,
  ): Promise<typeof CommitTableImportResult> {
    const { day, viewer } = context;
    // Read before the transaction begins: nothing is locked while a spreadsheet is parsed.
    const cells = await refusable(() => readFile(file));
    if (!('rows' in cells)) return cells satisfies UserErrors;
    return mutate(context, async (em) => {
      let changes: DeadlineChanges = NO_DEADLINE_CHANGES;
      const recounts: Recount[] = [];
      const format = tableFormat(nameOf(file.table), day, {
        onDeadlines: (made) => (changes = made),
        onRecounted: (done) => recounts.push(...done),
      });
      const act = { actor: viewer.email, reason, from: file.from ?? day };
      const tableImport = new TableImport(await new TableImportService(em, format).commit(cells, act, planToken));
      await rewriteQueuedMails(context, em, changes);
      return Object.assign(new CommitTableImportPayload(changes.moved), {
        tableImport,
        recountedDossiers: recountedDossiers(recounts),
      });
    });
  }
}

/** The deadlines that a file would move; nothing is kept. */
async function rehearsedMoves(
  { em, day, viewer }: RequestContext,
  file: TableFileArgs,
  cells: RawTable,
): Promise<readonly DeadlineMove[]> {
  let changes: DeadlineChanges = NO_DEADLINE_CHANGES;
  const format = tableFormat(nameOf(file.table), day, { onDeadlines: (made) => (changes = made) });
  const act = { actor: viewer.email, reason: 'xem trước', from: file.from ?? day };
  await rehearse(em, (savepoint) => new TableImportService(savepoint, format).commit(cells, act, null));
  return changes.moved;
}

function nameOf(table: TableName): string {
  return table.toLowerCase();
}

function readFile({ form, separator, content }: TableFileArgs): Promise<RawTable> {
  if (form === TableFileForm.Xlsx && /[^A-Za-z0-9+/=\s]/.test(content)) {
    throw new PlanError('INVALID_INPUT', 'Nội dung tệp XLSX phải được mã hóa base64.', { field: 'content' });
  }
  const bytes = Buffer.from(content, form === TableFileForm.Xlsx ? 'base64' : 'utf8');
  return readTableFile({ content: bytes, form, ...(separator && { separator }) });
}
