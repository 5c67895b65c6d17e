import { Field, Int, ObjectType, registerEnumType } from 'type-graphql';
import type { ReportFormat } from '../../schema/reports/index.js';

/** Formats as the API names them. */
export const ReportFileFormat: Readonly<Record<ReportFormat, ReportFormat>> = {
  DOCX: 'DOCX',
  XLSX: 'XLSX',
  CSV: 'CSV',
  HTML: 'HTML',
  JSON: 'JSON',
};

registerEnumType(ReportFileFormat, {
  name: 'ReportFileFormat',
  description: 'Định dạng tệp báo cáo (report file format).',
  valuesConfig: {
    DOCX: { description: 'Văn bản theo thể thức Nghị định 30/2020/NĐ-CP (Word document).' },
    XLSX: { description: 'Bảng tính, mỗi bảng một trang (workbook).' },
    CSV: { description: 'Các bảng, UTF-8 (comma-separated values).' },
    HTML: { description: 'Trang có biểu đồ, mở được không cần mạng (web page).' },
    JSON: { description: 'Đúng văn bản đã niêm phong, JSON chính tắc RFC 8785 (canonical JSON).' },
  },
});

/** A file in which a revision of a report can be had. */
@ObjectType('ReportFile', { description: 'Một tệp của báo cáo, tải qua HTTP với cùng phiên đăng nhập (report file).' })
export class ReportFile {
  @Field(() => ReportFileFormat, { description: 'Định dạng (format).' })
  readonly format!: ReportFormat;

  @Field(() => String, { description: 'Đường dẫn trên máy chủ này, bắt đầu bằng / (url).' })
  readonly url!: string;

  @Field(() => String, { description: 'Tên tệp khi lưu (file name).' })
  readonly fileName!: string;

  @Field(() => Int, { description: 'Lần lập (revision).' })
  readonly revision!: number;

  @Field(() => Boolean, { description: 'Đã niêm phong; nếu không là bản dự thảo (sealed).' })
  readonly sealed!: boolean;
}
