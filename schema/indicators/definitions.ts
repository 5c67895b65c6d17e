import { PlanError } from '../base/index.js';
import { Indicator } from './indicator.js';

const RESOLVED = ['resolvedEarly', 'resolvedOnTime', 'resolvedLate'] as const;

/**
 * The indicators, in the order reports print them. All are taken over the dossiers resolved in the period, because the
 * plan's second ratio names «Tổng hồ sơ giải quyết thủ tục hành chính» as its denominator and speaks of dossiers
 * «được xử lý».
 * Source: Kế hoạch 457/KH-UBND, II.1.9 (both full-process ratios), II.1.10, II.1.11; dossier-level definition of full
 * process: Nghị định 42/2022/NĐ-CP, Điều 11.
 */
export const indicators: readonly Indicator[] = [
  new Indicator({
    code: 'FULL_PROCESS_OF_ELIGIBLE',
    name: 'Tỷ lệ hồ sơ trực tuyến toàn trình trên hồ sơ của TTHC đủ điều kiện',
    formula:
      'Hồ sơ trực tuyến toàn trình đã giải quyết / hồ sơ đã giải quyết của TTHC đủ điều kiện cung cấp toàn trình',
    numerator: ['fullProcess'],
    denominator: ['eligible'],
  }),
  new Indicator({
    code: 'FULL_PROCESS_OF_RESOLVED',
    name: 'Tỷ lệ hồ sơ trực tuyến toàn trình trên tổng hồ sơ giải quyết',
    formula: 'Hồ sơ trực tuyến toàn trình đã giải quyết / tổng hồ sơ đã giải quyết',
    numerator: ['fullProcess'],
    denominator: RESOLVED,
  }),
  new Indicator({
    code: 'ONLINE_PAYMENT',
    name: 'Tỷ lệ giao dịch thanh toán trực tuyến',
    formula: 'Hồ sơ đã thanh toán trực tuyến / hồ sơ đã giải quyết có nghĩa vụ tài chính',
    numerator: ['paidOnline'],
    denominator: ['payable'],
  }),
  new Indicator({
    code: 'SATISFACTION',
    name: 'Tỷ lệ người dân, doanh nghiệp hài lòng',
    formula: 'Lượt đánh giá rất hài lòng và hài lòng / tổng lượt đánh giá',
    numerator: ['satisfied'],
    denominator: ['rated'],
  }),
  new Indicator({
    code: 'RESOLVED_IN_TIME',
    name: 'Tỷ lệ hồ sơ giải quyết trước hạn và đúng hạn',
    formula: 'Hồ sơ giải quyết trước hạn và đúng hạn / tổng hồ sơ đã giải quyết',
    numerator: ['resolvedEarly', 'resolvedOnTime'],
    denominator: RESOLVED,
  }),
  new Indicator({
    code: 'ELECTRONIC_RESULT',
    name: 'Tỷ lệ hồ sơ có kết quả điện tử',
    formula: 'Hồ sơ đã giải quyết có kết quả điện tử / tổng hồ sơ đã giải quyết',
    numerator: ['electronicResult'],
    denominator: RESOLVED,
  }),
];

const byCode = new Map(indicators.map((indicator) => [indicator.code, indicator]));

/** The indicator of a code. @throws PlanError INVALID_INPUT naming the codes there are. */
export function indicatorOf(code: string): Indicator {
  const indicator = byCode.get(code);
  if (indicator) return indicator;
  throw new PlanError('INVALID_INPUT', `Không có chỉ số «${code}». Các chỉ số: ${[...byCode.keys()].join(', ')}.`, {
    code,
  });
}
