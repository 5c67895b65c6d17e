import type { EntityManager } from '@mikro-orm/postgresql';
import { fromGlobalId, PlanError } from '../../../base/index.js';
import type { ReportDocument } from '../../report-document.js';
import { sha256Of } from '../../sealing/canonical-json.js';
import { SealingService, type SealedDocument } from '../../sealing/sealing-service.js';
import { renderReport } from '../formats.js';
import { compareFile, type FileComparison } from './file-differences.js';
import { openReportFile, type ReportFile } from './report-file.js';

/** What became of comparing a file with the sealed revision that it names. */
export interface FileVerification extends FileComparison {
  readonly file: ReportFile;
  readonly document: ReportDocument;
  /** SHA-256 of the sealed text, hexadecimal. */
  readonly sha256: string;
}

/** Tells whether a file of a report is the one that was sealed. */
export class FileVerificationService {
  constructor(private readonly em: EntityManager) {}

  /**
   * Draws the revision that the file names anew, in the file's format, and compares.
   * @throws PlanError INVALID_INPUT when the file is unreadable, no report or a draft; NOT_FOUND when nothing was sealed
   * under what it names; CONFLICT when what is stored is not what was sealed.
   */
  async verify(content: Buffer): Promise<FileVerification> {
    const file = openReportFile(content);
    const { document, text, sha256 } = await this.sealedOf(file);
    const drawn =
      file.format === 'JSON' ? Buffer.from(text, 'utf8') : await renderReport(document, sha256, file.format);
    return { ...compareFile(file, Buffer.from(drawn)), file, document, sha256 };
  }

  private async sealedOf({ identity: { reportId, revision } }: ReportFile): Promise<SealedDocument> {
    const sealed = await new SealingService(this.em).sealedDocument(fromGlobalId(reportId).key, revision);
    if (!sealed) {
      throw new PlanError('NOT_FOUND', `Không có báo cáo ${reportId} đã niêm phong ở lần lập ${revision}.`, {
        reportId,
      });
    }
    if (sha256Of(sealed.text) !== sealed.sha256) {
      throw new PlanError('CONFLICT', 'Bản niêm phong lưu trong hệ thống không khớp mã SHA-256 của nó.', { reportId });
    }
    return sealed;
  }
}
