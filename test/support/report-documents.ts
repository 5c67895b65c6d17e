import {
  DOCUMENT_FORMAT,
  type ConsolidatedReport,
  type ConsolidatedUnit,
  type DocumentIssuer,
  type ReportDocument,
  type ReportedObstacle,
} from '../../schema/reports/index.js';
import { content, day, december, owing, unitNamed } from './report-contents.js';

const hall = 'Đường truyền tại Trung tâm Phục vụ hành chính công xã không ổn định vào giờ cao điểm';

/** Obstacles of a unit: one answered and carried forward, one new, with what must not become markup or a formula. */
export function obstaclesOf(unit: { code: string; name: string }): ReportedObstacle[] {
  const common = { unit, raisedIn: '2025-11', carriedForward: true, closedOn: null, addressee: unitNamed('SKHCN') };
  return [
    {
      ...common,
      id: `${unit.code}-1`,
      category: 'INFRASTRUCTURE',
      categoryName: 'Hạ tầng kỹ thuật',
      description: hall,
      proposal: 'Đề nghị nâng băng thông đường truyền số liệu chuyên dùng',
      answerBy: day('2025-12-20'),
      status: 'ANSWERED',
      raisedOn: day('2025-11-12'),
      answers: [{ by: 'Sở Khoa học và Công nghệ', on: day('2025-12-05'), text: 'Đã có kế hoạch nâng cấp quý I/2026' }],
    },
    {
      ...common,
      id: `${unit.code}-2`,
      category: 'PEOPLE',
      categoryName: 'Nhân lực',
      description: '@Cán bộ một cửa kiêm nhiệm nhiều việc <script>alert(1)</script>',
      proposal: null,
      addressee: null,
      answerBy: null,
      status: 'OPEN',
      raisedOn: day('2025-12-09'),
      raisedIn: '2025-12',
      carriedForward: false,
      answers: [],
    },
  ];
}

function consolidated(): ConsolidatedReport {
  const listed = owing.map((unit, index): ConsolidatedUnit => {
    const timeliness = index % 31 === 30 ? 'OVERDUE_NOT_SENT' : index % 13 === 12 ? 'LATE' : 'ON_TIME';
    const isSent = timeliness !== 'OVERDUE_NOT_SENT';
    return {
      code: unit.code,
      name: unit.name,
      kind: unit.kind as ConsolidatedUnit['kind'],
      timeliness,
      dueOn: day('2025-12-16'),
      sentAt: isSent ? `2025-12-${timeliness === 'LATE' ? '18' : '16'}T02:15:00.000Z` : null,
      revision: isSent ? 1 : null,
      summary: index % 20 === 0 ? 'Đơn vị đã triển khai đầy đủ các nhiệm vụ được giao trong kỳ.' : null,
    };
  });
  const count = (timeliness: string) => listed.filter((unit) => unit.timeliness === timeliness).length;
  const items = owing.slice(30, 36).flatMap((unit) => obstaclesOf(unit));
  return {
    expected: listed.length,
    sent: count('ON_TIME') + count('LATE'),
    sentOnTime: count('ON_TIME'),
    sentLate: count('LATE'),
    units: listed,
    obstacles: ['INFRASTRUCTURE', 'PEOPLE'].map((category) => {
      const own = items.filter((item) => item.category === category);
      return { category, categoryName: own[0]?.categoryName ?? '', units: own.length, items: own };
    }),
  };
}

const common = {
  format: DOCUMENT_FORMAT,
  revision: 1,
  reason: null,
  plan: {
    number: '457/KH-UBND',
    title: 'Kế hoạch nâng cao chất lượng cung cấp dịch vụ công trực tuyến toàn trình trên địa bàn tỉnh Hà Tĩnh',
    issuedOn: day('2025-08-20'),
  },
  period: december,
  recipients: ['VPUBT', 'SKHCN', 'SNV'].map(unitNamed),
  inputs: { dataVersion: 7, compiledAt: '2025-12-15T00:30:00.000Z', sha256: 'ab'.repeat(32) },
  sealed: { at: '2025-12-16T02:15:00.000Z', by: 'nguoi.dung.dau@hatinh.example' },
} as const;

const summary =
  'Trong kỳ, đơn vị đã chỉ đạo bộ phận một cửa hướng dẫn người dân nộp hồ sơ trực tuyến ngay tại nơi tiếp nhận.\n' +
  '=Tỷ lệ hồ sơ trực tuyến toàn trình tăng so với kỳ trước.';

const reportId = (last: number) =>
  Buffer.from(`Report:0199a000-0000-7000-8000-00000000000${last}`, 'utf8').toString('base64url');

function unitDocument(
  id: number,
  code: string,
  scale: number,
  issuer: Omit<DocumentIssuer, 'code' | 'name' | 'archive'>,
) {
  const unit = unitNamed(code);
  return {
    ...common,
    reportId: reportId(id),
    issuer: { ...unit, ...issuer, archive: 'Lưu: VT' },
    figures: content(unit, scale, false),
    narrative: { summary, obstacles: obstaclesOf(unit) },
    consolidated: null,
  } satisfies ReportDocument;
}

/** The sealed report of a department. */
export function departmentDocument(): ReportDocument {
  return unitDocument(1, 'SKHCN', 1_000, {
    kind: 'DEPARTMENT',
    parentAgency: 'UBND TỈNH HÀ TĨNH',
    agency: ['SỞ KHOA HỌC VÀ CÔNG NGHỆ'],
    symbol: 'BC-SKHCN',
    place: 'Hà Tĩnh',
    signature: ['GIÁM ĐỐC'],
    signer: 'Người đứng đầu Sở',
  });
}

/** The sealed report of a commune. */
export function communeDocument(): ReportDocument {
  return unitDocument(2, '18562', 20, {
    kind: 'COMMUNE',
    parentAgency: 'UBND TỈNH HÀ TĨNH',
    agency: ['ỦY BAN NHÂN DÂN', 'XÃ THẠCH HÀ'],
    symbol: 'BC-UBND',
    place: 'Thạch Hà',
    signature: ['TM. ỦY BAN NHÂN DÂN', 'CHỦ TỊCH'],
    signer: null,
  });
}

/** The sealed report of the province: all members, 88 units. */
export function provinceDocument(): ReportDocument {
  return {
    ...common,
    reportId: reportId(3),
    issuer: {
      code: '42',
      kind: 'PROVINCE',
      name: 'Ủy ban nhân dân tỉnh Hà Tĩnh',
      parentAgency: null,
      agency: ['ỦY BAN NHÂN DÂN', 'TỈNH HÀ TĨNH'],
      symbol: 'BC-UBND',
      place: 'Hà Tĩnh',
      signature: ['TM. ỦY BAN NHÂN DÂN', 'CHỦ TỊCH'],
      signer: null,
      archive: 'Lưu: VT',
    },
    figures: content({ code: '42', name: 'Tỉnh Hà Tĩnh' }, 100_000, true),
    narrative: { summary, obstacles: [] },
    consolidated: consolidated(),
  };
}

/** A draft that has only what every report has: nothing optional was compiled, nothing was written. */
export function bareDraft(): ReportDocument {
  const document = communeDocument();
  const { scope, dataVersion, statistics: counts, previous, targets, deadlines } = document.figures;
  return {
    ...document,
    figures: {
      scope,
      period: december,
      dataVersion,
      synthetic: false,
      statistics: counts,
      previous,
      indicators: [],
      targets,
      deadlines,
    },
    narrative: { summary: null, obstacles: [] },
    sealed: null,
  };
}
