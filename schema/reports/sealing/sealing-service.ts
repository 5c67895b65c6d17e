import type { EntityManager } from '@mikro-orm/postgresql';
import { PlanError } from '../../base/index.js';
import { NarrativeService } from '../narrative/narrative-service.js';
import { ConsolidationService } from '../province/consolidation-service.js';
import type { ReportDocument } from '../report-document.js';
import { ReportRevision } from '../report-revision.js';
import { Report } from '../report.js';
import { canonicalJson, sha256Of } from './canonical-json.js';
import { documentFrame } from './document-frame.js';

/** Who seals: the account that sends. */
export interface Sealer {
  readonly name: string;
  readonly email: string;
}

/** A revision as it was sealed. */
export interface SealedDocument {
  readonly document: ReportDocument;
  /** The very text that was hashed: canonical JSON (RFC 8785). */
  readonly text: string;
  /** SHA-256 of the text's UTF-8 bytes, hexadecimal. */
  readonly sha256: string;
}

/** Later than anything recorded. */
const EVERYTHING = new Date('9999-12-31T00:00:00Z');

/** Puts reports together into the one value that is sealed and that files are drawn from. */
export class SealingService {
  constructor(private readonly em: EntityManager) {}

  /**
   * Seals the current revision: from now on it cannot be changed. Must run in a transaction that holds the report.
   *
   * @param at instant of sealing; what was told later is not in it.
   * @returns SHA-256 of the sealed text, hexadecimal.
   * @throws PlanError CONFLICT when nothing has been compiled yet, or the revision is sealed.
   */
  async seal(report: Report, by: Sealer, at: Date): Promise<{ sha256: string }> {
    const revision = await this.revisionOf(report);
    if (revision.sealedAt) {
      throw new PlanError('CONFLICT', `Lần lập ${revision.number} đã niêm phong.`, { revision: revision.number });
    }
    const sealed = { at: at.toISOString(), by: by.name };
    const document = canonicalJson({ ...(await this.documentOf(report, revision, at)), sealed });
    const documentSha256 = sha256Of(document);
    this.em.assign(revision, { sealedAt: at, document, documentSha256 });
    await this.em.flush();
    return { sha256: documentSha256 };
  }

  /**
   * The current revision as it would be sealed, `sealed` null.
   *
   * @param asOf what was told later is left out; without it everything told so far is in, and what is due counts as over.
   * @throws PlanError NOT_FOUND; CONFLICT when nothing has been compiled yet.
   */
  async draftDocument(reportId: string, asOf: Date = EVERYTHING): Promise<ReportDocument> {
    const report = await this.em.findOne(Report, { id: reportId });
    if (!report) throw new PlanError('NOT_FOUND', 'Không có báo cáo này.', { reportId });
    return this.documentOf(report, await this.revisionOf(report), asOf);
  }

  /** A revision as it was sealed; null when there is no such revision or it is not sealed. */
  async sealedDocument(reportId: string, revision: number): Promise<SealedDocument | null> {
    const found = await this.em.findOne(
      ReportRevision,
      { report: reportId, number: revision },
      { populate: ['document'], disableIdentityMap: true },
    );
    if (!found?.document || !found.documentSha256) return null;
    const { document: text, documentSha256: sha256 } = found;
    return { document: JSON.parse(text) as ReportDocument, text, sha256 };
  }

  private async revisionOf({ id, revision: number }: Report): Promise<ReportRevision> {
    const found = await this.em.findOne(
      ReportRevision,
      { report: id, number },
      { populate: ['content'], refresh: true },
    );
    if (found) return found;
    throw new PlanError('CONFLICT', 'Báo cáo chưa được tổng hợp số liệu.', { reportId: id });
  }

  private async documentOf(report: Report, revision: ReportRevision, asOf: Date): Promise<ReportDocument> {
    const { content: figures, compiledAt, dataVersion, reason, number } = revision;
    const frame = await documentFrame(this.em, report, asOf < EVERYTHING ? asOf : compiledAt);
    const narrative = await new NarrativeService(this.em).narrativeOf(report, revision.summary, asOf);
    const consolidated = await new ConsolidationService(this.em).consolidatedOf(report, asOf);
    const sha256 = sha256Of(canonicalJson({ figures, narrative, consolidated }));
    return {
      ...frame,
      revision: number,
      reason,
      period: figures.period,
      figures,
      narrative,
      consolidated,
      inputs: { dataVersion, compiledAt: compiledAt.toISOString(), sha256 },
      sealed: null,
    };
  }
}
