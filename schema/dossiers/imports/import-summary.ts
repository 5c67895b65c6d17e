import { Field, Int, ObjectType } from 'type-graphql';
import { FindingCount, RowRejection } from './import-finding.js';

/**
 * What became of a file, or would become of it (`isDryRun`). `rowsRead` = `created` + `changed` + `unchanged` +
 * `rejected`; an earlier version of a dossier in the same file counts as unchanged.
 */
@ObjectType('DossierImportSummary', {
  description: 'Điều một tệp hồ sơ đã làm, hoặc sẽ làm khi chỉ xem trước (dossier import summary).',
})
export class DossierImportSummary {
  /** Key of the `dossier_import` row; null of a dry run, which leaves none. */
  readonly id!: string | null;

  @Field(() => Boolean, { description: 'Chỉ xem trước, không có gì được ghi (dry run).' })
  readonly isDryRun!: boolean;

  @Field(() => String, { description: 'Tên tệp do người nạp đặt (file name).' })
  readonly fileName!: string;

  @Field(() => String, { description: 'SHA-256 của tệp, hệ 16 (SHA-256 of the file).' })
  readonly sha256!: string;

  @Field(() => Boolean, {
    description: 'Đã nạp: đúng tệp này đã được nạp trước đây (already imported).',
  })
  readonly isAlreadyImported!: boolean;

  @Field(() => Int, { description: 'Số dòng dữ liệu đọc được (rows read).' })
  readonly rowsRead!: number;

  @Field(() => Int, { description: 'Số hồ sơ mới (created).' })
  readonly created!: number;

  @Field(() => Int, { description: 'Số hồ sơ thay đổi (changed).' })
  readonly changed!: number;

  @Field(() => Int, { description: 'Số hồ sơ giữ nguyên: nội dung như cũ hoặc cũ hơn bản đang có (unchanged).' })
  readonly unchanged!: number;

  @Field(() => Int, { description: 'Số dòng bị từ chối (rejected).' })
  readonly rejected!: number;

  @Field(() => Int, {
    description:
      'Phiên bản dữ liệu mà lần này dựa vào; gửi lại ở expectedDataVersion khi nạp thật (base data version).',
  })
  readonly baseDataVersion!: number;

  @Field(() => Int, {
    description: 'Phiên bản dữ liệu sau lần này; như cũ khi không có gì thay đổi hoặc chỉ xem trước (data version).',
  })
  readonly dataVersion!: number;

  @Field(() => [FindingCount], { description: 'Số lần từng quy tắc phát hiện, theo mức (finding counts).' })
  readonly findingCounts!: readonly FindingCount[];

  @Field(() => [RowRejection], {
    description: '1.000 lỗi đầu, theo thứ tự dòng; số dòng sai là rejected (rejections).',
  })
  readonly rejections!: readonly RowRejection[];
}
