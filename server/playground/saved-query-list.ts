/** Whom a saved query is for; the order of the list in the playground. */
export const audiences = ['Frontend', 'Lãnh đạo', 'Quản trị'] as const;

/** Entry of the list of saved queries; its GraphQL text is `saved-queries/<name>.graphql`. */
export interface SavedQueryEntry {
  name: string;
  /** Shown in the list, Vietnamese. */
  title: string;
  /** One sentence on what the answer shows, Vietnamese. */
  hint: string;
  audience: (typeof audiences)[number];
  variables: Readonly<Record<string, unknown>>;
  /** True when the answer is refused or empty for someone not signed in. */
  needsSignIn: boolean;
}

/** Every saved query, in the order shown within its audience. */
export const savedQueryList: readonly SavedQueryEntry[] = [
  {
    name: 'province-tree',
    title: 'Tỉnh → sở → thủ tục',
    hint: 'Cây đơn vị với số liệu hồ sơ tháng 12/2025 ở cả ba cấp.',
    audience: 'Frontend',
    variables: { period: '2025-12' },
    needsSignIn: false,
  },
  {
    name: 'descendants',
    title: 'Mọi thứ dưới tỉnh, một danh sách phẳng',
    hint: 'Từng đơn vị rồi các thủ tục tại đơn vị đó; maxDepth 1 chỉ lấy đơn vị.',
    audience: 'Frontend',
    variables: { maxDepth: 2, first: 20, after: null },
    needsSignIn: false,
  },
  {
    name: 'unit-search',
    title: 'Tìm đơn vị, không cần dấu',
    hint: 'Tên, tên ngắn, mã hoặc tên cũ; nhóm và đơn vị trước của đơn vị tìm thấy.',
    audience: 'Frontend',
    variables: { text: 'duc tho' },
    needsSignIn: false,
  },
  {
    name: 'procedure-pages',
    title: 'Danh mục thủ tục, từng trang',
    hint: 'Phân trang: lấy endCursor làm $after của lần sau.',
    audience: 'Frontend',
    variables: { first: 10, after: null, period: '2025-12' },
    needsSignIn: false,
  },
  {
    name: 'target-explained',
    title: 'Chỉ tiêu, giải thích đến từng phần',
    hint: 'Công thức, văn bản, so sánh; đơn vị còn thiếu; đơn vị và thủ tục cộng lại thành giá trị.',
    audience: 'Lãnh đạo',
    variables: { period: '2025-12', targets: ['II.1.9-RESOLVED', 'II.1.8'], unit: '18562', after: null },
    needsSignIn: false,
  },
  {
    name: 'figure-to-dossiers',
    title: 'Từ một con số tới từng hồ sơ',
    hint: 'Giá trị, công thức, thủ tục cộng lại thành giá trị, và các hồ sơ đứng sau tử số.',
    audience: 'Lãnh đạo',
    variables: { unit: '18562', period: '2025-12', indicator: 'FULL_PROCESS_OF_RESOLVED' },
    needsSignIn: true,
  },
  {
    name: 'commune-indicator',
    title: '69 xã, phường: tỷ lệ toàn trình quý IV/2025',
    hint: 'Tử số, mẫu số, tỷ lệ và kết quả so với chỉ tiêu của từng xã.',
    audience: 'Lãnh đạo',
    variables: { period: '2025-Q4', indicators: ['FULL_PROCESS_OF_RESOLVED'] },
    needsSignIn: false,
  },
  {
    name: 'observed-values',
    title: '69 xã, phường: chữ ký số của người dân',
    hint: 'Số liệu quan sát tháng 12/2025: tử số và mẫu số của chỉ tiêu IV.9.c, kèm độ phủ.',
    audience: 'Lãnh đạo',
    variables: { period: '2025-12', measures: ['ADULTS_WITH_SIGNATURE', 'ADULTS_TOTAL'] },
    needsSignIn: false,
  },
  {
    name: 'commune-ranking',
    title: 'Xếp hạng xã, phường',
    hint: 'Thứ hạng theo một chỉ số trong một kỳ; đổi $kind để xếp hạng sở, ban, ngành.',
    audience: 'Lãnh đạo',
    variables: { indicator: 'FULL_PROCESS_OF_RESOLVED', period: '2025-Q4', kind: 'COMMUNE' },
    needsSignIn: false,
  },
  {
    name: 'outlook-and-rank',
    title: 'Dự báo và thứ hạng',
    hint: 'Một xã: còn kịp đạt không, cần bao nhiêu mỗi ngày, thủ tục nào đủ bù; xu hướng và thứ hạng so với kỳ trước.',
    audience: 'Lãnh đạo',
    variables: {
      indicator: 'FULL_PROCESS_OF_RESOLVED',
      period: '2026-01',
      commune: '18562',
      kind: 'COMMUNE',
    },
    needsSignIn: false,
  },
  {
    name: 'processing-time',
    title: 'Thời gian giải quyết và biểu 06',
    hint: 'Số ngày làm việc theo kênh, mức rút ngắn so với nộp trực tiếp; số liệu theo lĩnh vực; biểu 06 theo ngày tùy chọn.',
    audience: 'Lãnh đạo',
    variables: { period: '2025-12', commune: '18562', from: '2025-11-15', to: '2025-12-14' },
    needsSignIn: false,
  },
  {
    name: 'monthly-report',
    title: 'Báo cáo tháng 12/2025 của tỉnh và của xã',
    hint: 'Trạng thái, hạn nộp, số liệu và chỉ số của báo cáo đã lập.',
    audience: 'Lãnh đạo',
    variables: { period: '2025-12', commune: '18562' },
    needsSignIn: true,
  },
  {
    name: 'report-workflow',
    title: 'Báo cáo: ai còn nợ, đang ở bước nào',
    hint: 'Đơn vị quá hạn chưa gửi; việc làm được với báo cáo của một xã, lịch sử và các lần lập.',
    audience: 'Quản trị',
    variables: { period: '2025-12', commune: '18562' },
    needsSignIn: true,
  },
  {
    name: 'report-figures',
    title: 'Toàn bộ số liệu của một báo cáo',
    hint: 'Chỉ tiêu, nhiệm vụ, thời hạn, cảnh báo, thủ tục, thứ hạng; số liệu niêm phong còn khớp dữ liệu hay không.',
    audience: 'Lãnh đạo',
    variables: { period: '2025-12', commune: '18562' },
    needsSignIn: true,
  },
  {
    name: 'obstacles',
    title: 'Khó khăn, vướng mắc của các đơn vị',
    hint: 'Khó khăn chưa đóng, ai được đề nghị trả lời, trả lời thế nào; bao nhiêu đơn vị đã gửi báo cáo, ai còn thiếu.',
    audience: 'Lãnh đạo',
    variables: { status: ['OPEN', 'ANSWERED'], period: '2025-12', first: 50, after: null },
    needsSignIn: true,
  },
  {
    name: 'plan-clauses',
    title: 'Kế hoạch 457: điều khoản và chỉ tiêu',
    hint: 'Cây điểm, khoản và chỉ tiêu kèm trích dẫn nguyên văn.',
    audience: 'Quản trị',
    variables: { number: '457/KH-UBND' },
    needsSignIn: false,
  },
  {
    name: 'working-calendar',
    title: 'Lịch làm việc và hạn báo cáo quý I/2026',
    hint: 'Ngày nghỉ, ngày làm bù kèm căn cứ; ngày chốt số liệu và hạn của từng kỳ, có cảnh báo khi quá gấp.',
    audience: 'Quản trị',
    variables: { number: '457/KH-UBND', from: '2026-01-01', to: '2026-03-31', cutOff: '2026-02-14' },
    needsSignIn: false,
  },
  {
    name: 'due-deadlines',
    title: 'Việc đến hạn và quá hạn',
    hint: 'Thời hạn của kế hoạch, ai phải làm, căn cứ ở đâu.',
    audience: 'Quản trị',
    variables: { status: ['DUE_SOON', 'OVERDUE'], first: 50 },
    needsSignIn: true,
  },
];
