import type { StatisticsCounts } from '../../dossiers/index.js';

/** Counts of dossiers as differences name them. */
export const COUNT_NAMES: Readonly<Record<keyof StatisticsCounts, string>> = {
  receivedOnline: 'Tiếp nhận trực tuyến',
  receivedInPerson: 'Tiếp nhận trực tiếp',
  receivedPostal: 'Tiếp nhận qua bưu chính',
  carriedOver: 'Từ kỳ trước chuyển sang',
  resolvedEarly: 'Giải quyết trước hạn',
  resolvedOnTime: 'Giải quyết đúng hạn',
  resolvedLate: 'Giải quyết quá hạn',
  inProgress: 'Đang giải quyết',
  inProgressLate: 'Đang giải quyết, quá hạn',
  fullProcess: 'Hồ sơ trực tuyến toàn trình',
  eligible: 'Hồ sơ của thủ tục đủ điều kiện toàn trình',
  electronicResult: 'Hồ sơ có kết quả điện tử',
  payable: 'Hồ sơ có nghĩa vụ tài chính',
  paidOnline: 'Hồ sơ đã thanh toán trực tuyến',
  rated: 'Lượt đánh giá',
  satisfied: 'Lượt đánh giá hài lòng',
};

/** Members of values as differences name them. */
export const MEMBER_NAMES: Readonly<Record<string, string>> = {
  numerator: 'tử số',
  denominator: 'mẫu số',
  percent: 'tỷ lệ',
  previousPercent: 'tỷ lệ kỳ trước',
  lastYearPercent: 'tỷ lệ cùng kỳ năm trước',
  yearToDatePercent: 'tỷ lệ lũy kế',
  status: 'kết quả so với chỉ tiêu',
  place: 'thứ hạng',
  compared: 'hồ sơ so được thời gian',
  withoutLimit: 'hồ sơ chưa rõ thời hạn',
  limitHours: 'tổng thời hạn (giờ)',
  usedHours: 'tổng thời gian đã dùng (giờ)',
};
