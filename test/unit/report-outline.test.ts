import { describe, expect, it } from '@jest/globals';
import {
  documentOutline,
  outlineTables,
  type ReportContent,
  type ReportDocument,
  type ReportedTarget,
} from '../../schema/reports/index.js';
import { cellText } from '../../schema/reports/documents/outline/cells.js';
import { bareDraft, communeDocument, provinceDocument } from '../support/report-documents.js';

const withFigures = (document: ReportDocument, figures: Partial<ReportContent>): ReportDocument => ({
  ...document,
  figures: { ...document.figures, ...figures },
});

function textsOf(document: ReportDocument): string {
  const { blocks } = documentOutline(document, null);
  return blocks.flatMap((block) => (block.kind === 'TABLE' ? [] : [block.text])).join('\n');
}

function rowsOf(document: ReportDocument, id: string): string[][] {
  const table = outlineTables(documentOutline(document, null)).find((one) => one.id === id);
  return (table?.rows ?? []).map(({ cells }) => cells.map(cellText));
}

describe('the outline of a report', () => {
  it('tells how long dossiers took, medians that end in a half included', () => {
    const document = communeDocument();
    const time = document.figures.processingTime;
    expect(rowsOf(document, 'THOI_GIAN').map(([, value]) => value)).toContain(String(time?.compared));
    expect(rowsOf(document, 'THOI_GIAN')).toContainEqual(['Tỷ lệ rút ngắn kỳ trước', '-3,20 %']);
    expect(rowsOf(document, 'THOI_GIAN_KENH').map(([channel, , median]) => [channel, median])).toEqual([
      ['Trực tuyến', '2'],
      ['Trực tiếp', '2,5'],
      ['Dịch vụ bưu chính công ích', '3'],
    ]);
  });

  it('says when times are not known any more, and leaves them out when they were not compiled', () => {
    expect(textsOf(withFigures(bareDraft(), { processingTime: null }))).toContain('đã được lưu trữ');
    expect(textsOf(bareDraft())).not.toContain('Thời gian giải quyết');
  });

  it('names units that went into this one, what stays apart, and how many deadlines are not listed', () => {
    expect(textsOf(communeDocument())).toContain('đã nhập vào trong kỳ: Xã Thạch Kênh (từ ngày 01/12/2025).');
    expect(textsOf(communeDocument())).toContain('không tách được');
    expect(textsOf(communeDocument())).not.toContain('không liệt kê ở bảng');
    expect(textsOf(provinceDocument())).toContain('Còn 17 việc khác không liệt kê ở bảng.');
  });

  it('compares a target that is a number with numbers', () => {
    const document = communeDocument();
    const [known] = document.figures.targetValues ?? [];
    if (!known) throw new Error('The commune has no target');
    const nothing = { percent: null, previousPercent: null, lastYearPercent: null, yearToDatePercent: null };
    const counted: ReportedTarget = {
      ...known,
      ...nothing,
      target: '≥ 25',
      numerator: 24,
      denominator: null,
      previous: { numerator: 1023, denominator: null },
      lastYear: null,
      yearToDate: { numerator: 0, denominator: null },
    };
    const [row] = rowsOf(withFigures(document, { targetValues: [counted] }), 'CHI_TIEU');
    expect(row?.slice(3, 9)).toEqual(['24', '–', '–', '1.023', '–', '0']);
  });

  it('has tables as wide as the text, and rows with a cell for each column', () => {
    for (const document of [communeDocument(), provinceDocument(), bareDraft()]) {
      for (const { columns, rows } of outlineTables(documentOutline(document, null))) {
        expect(columns.reduce((sum, { width }) => sum + width, 0)).toBeCloseTo(165);
        const other = rows.filter(({ kind, cells }) => cells.length !== (kind === 'GROUP' ? 1 : columns.length));
        expect(other).toEqual([]);
      }
    }
  });
});
