import { civilDateAt, formatVietnameseDate, partsOf } from '../../../base/index.js';
import type { ReportDocument } from '../../report-document.js';
import { heading, paragraph, quotedParagraphs } from './cells.js';
import { completenessBlocks, sendingTable, summaryBlocks, unitValueTables } from './consolidated-section.js';
import { dossierBlocks } from './dossier-section.js';
import { obstacleBlocks } from './obstacle-section.js';
import type { DocumentOutline, OutlineAnnex, OutlineBlock } from './outline.js';
import { targetBlocks } from './target-section.js';
import { timeBlocks } from './time-section.js';
import { dateInWords, periodInSentence } from './words.js';
import { deadlineBlocks, procedureBlocks, taskBlocks, warningBlocks } from './work-section.js';

/** What a report says of a part that has to be numbered; parts without blocks are left out. */
interface Part {
  readonly title: string;
  readonly blocks: readonly OutlineBlock[];
}

const ROMAN = ['I', 'II', 'III', 'IV', 'V', 'VI', 'VII', 'VIII'];

/**
 * The report in the order of an administrative report, without any format. Figures that were not compiled are left out
 * with their section; nothing is computed anew but rates of sending, from their counts.
 *
 * @param sha256 of the sealed text; null for a draft.
 */
export function documentOutline(document: ReportDocument, sha256: string | null): DocumentOutline {
  const { issuer, sealed, figures } = document;
  const end = document.period.lastDay;
  return {
    marks: [...(sealed ? [] : ['DỰ THẢO']), ...(figures.synthetic ? ['SỐ LIỆU MÔ PHỎNG'] : [])],
    head: {
      parentAgency: issuer.parentAgency,
      agency: issuer.agency,
      number: `Số:        /${issuer.symbol}`,
      placeAndDate: sealed
        ? `${issuer.place}, ${dateInWords(civilDateAt(new Date(sealed.at)))}`
        : `${issuer.place}, ngày      tháng      năm ${partsOf(end).year}`,
    },
    title: 'BÁO CÁO',
    subject: `Kết quả thực hiện ${planName(document)} ${periodInSentence(document.period.name)}`,
    blocks: endMarked([...openingBlocks(document), ...body(document)]),
    recipients: recipientLines(document),
    signature: { lines: issuer.signature, signer: issuer.signer },
    annexes: annexes(document),
    identity: { reportId: document.reportId, revision: document.revision, sha256 },
  };
}

function planName({ plan }: ReportDocument): string {
  return `Kế hoạch số ${plan.number}`;
}

function openingBlocks(document: ReportDocument): OutlineBlock[] {
  const { plan, issuer, period, reason, revision } = document;
  const about = plan.title.startsWith('Kế hoạch ') ? `về ${plan.title.slice('Kế hoạch '.length)}` : `(${plan.title})`;
  return [
    paragraph(
      `Thực hiện ${planName(document)} ngày ${formatVietnameseDate(plan.issuedOn)} của Ủy ban nhân dân tỉnh ${about}, ` +
        `${issuer.name} báo cáo kết quả thực hiện ${periodInSentence(period.name)} (số liệu từ ngày ` +
        `${formatVietnameseDate(period.from)} đến hết ngày ${formatVietnameseDate(period.lastDay)}) như sau:`,
    ),
    ...(reason === null ? [] : [paragraph(`Báo cáo này lập lại lần thứ ${revision}; lý do: ${reason}`)]),
  ];
}

function body(document: ReportDocument): OutlineBlock[] {
  const { figures, narrative, consolidated } = document;
  return numberedParts([
    {
      title: 'KẾT QUẢ THỰC HIỆN',
      blocks: numberedSections([
        { title: 'Tình hình tiếp nhận, giải quyết hồ sơ thủ tục hành chính', blocks: dossierBlocks(figures) },
        { title: 'Kết quả thực hiện các chỉ tiêu', blocks: targetBlocks(figures) },
        { title: 'Tiến độ thực hiện các nhiệm vụ', blocks: taskBlocks(figures) },
        { title: 'Việc chấp hành thời hạn', blocks: deadlineBlocks(figures) },
        { title: 'Thời gian giải quyết hồ sơ', blocks: timeBlocks(figures) },
        { title: 'Thủ tục có tỷ lệ trực tuyến toàn trình cao nhất, thấp nhất', blocks: procedureBlocks(figures) },
        { title: 'Chất lượng dữ liệu', blocks: warningBlocks(figures) },
        { title: 'Đánh giá chung', blocks: narrative.summary === null ? [] : quotedParagraphs(narrative.summary) },
      ]),
    },
    { title: 'KHÓ KHĂN, VƯỚNG MẮC VÀ KIẾN NGHỊ', blocks: obstacleBlocks(document) },
    {
      title: 'TỔNG HỢP BÁO CÁO CỦA CÁC ĐƠN VỊ',
      blocks: consolidated ? completenessBlocks(consolidated) : [],
    },
  ]);
}

function numberedParts(parts: readonly Part[]): OutlineBlock[] {
  const told = parts.filter(({ blocks }) => blocks.length > 0);
  return told.flatMap(({ title, blocks }, index) => [heading(1, `${ROMAN[index]}.`, title), ...blocks]);
}

function numberedSections(sections: readonly Part[]): OutlineBlock[] {
  const told = sections.filter(({ blocks }) => blocks.length > 0);
  return told.flatMap(({ title, blocks }, index) => [heading(2, `${index + 1}.`, title), ...blocks]);
}

/** The mark that ends an administrative document stands right behind its last word. */
function endMarked(blocks: readonly OutlineBlock[]): OutlineBlock[] {
  const closing = paragraph('Trên đây là báo cáo kết quả thực hiện, kính gửi các cơ quan biết, theo dõi, tổng hợp./.');
  return [...blocks, closing];
}

function recipientLines({ recipients, issuer }: ReportDocument): string[] {
  return [...recipients.map(({ name }) => `- ${name};`), `- ${issuer.archive}.`];
}

function annexes(document: ReportDocument): OutlineAnnex[] {
  const { consolidated, figures, period, issuer } = document;
  const belongsTo = `(Kèm theo Báo cáo ${periodInSentence(period.name)} của ${issuer.name})`;
  const summaries = consolidated ? summaryBlocks(consolidated) : [];
  const parts: Part[] = [
    { title: 'KẾT QUẢ CỦA TỪNG ĐƠN VỊ THEO CÁC CHỈ SỐ CHÍNH', blocks: unitValueTables(figures) },
    { title: 'TÌNH HÌNH GỬI BÁO CÁO CỦA CÁC ĐƠN VỊ', blocks: consolidated ? [sendingTable(consolidated)] : [] },
    { title: 'ĐÁNH GIÁ CHUNG CỦA CÁC ĐƠN VỊ', blocks: summaries },
  ];
  const told = parts.filter(({ blocks }) => blocks.length > 0);
  return told.map(({ title, blocks }, index) => ({ number: `Phụ lục ${ROMAN[index]}`, title, belongsTo, blocks }));
}
