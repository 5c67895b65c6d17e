import type { Schedule } from './slot-rules.js';

/** A schedule of the product, as people read it. */
export interface NamedSchedule extends Schedule {
  /** What it does, in Vietnamese. */
  readonly title: string;
}

const RUN_LATEST = { policy: 'RUN_LATEST' } as const;

/** Every schedule of the worker. Kept here, not with the jobs, so that the server can tell what is expected when. */
export const schedules = {
  refreshBaselines: {
    name: 'refresh-baselines',
    title: 'Tính lại mức thời gian giải quyết thường thấy',
    cron: '0 1 * * *',
    catchUp: RUN_LATEST,
  },
  checkIntegrity: {
    name: 'check-integrity',
    title: 'Đối chiếu số tổng hợp với hồ sơ',
    cron: '0 2 * * *',
    catchUp: RUN_LATEST,
  },
  compileReports: {
    name: 'compile-reports',
    title: 'Mở nghĩa vụ và tổng hợp báo cáo',
    cron: '0 6 * * *',
    catchUp: RUN_LATEST,
  },
  checkStaleReports: {
    name: 'check-stale-reports',
    title: 'Đối chiếu báo cáo với số liệu, tổng hợp lại bản đang soạn',
    cron: '30 6 * * *',
    catchUp: RUN_LATEST,
  },
  checkDeadlines: {
    name: 'check-deadlines',
    title: 'Xét thời hạn, xếp thư nhắc',
    cron: '30 7 * * *',
    catchUp: RUN_LATEST,
  },
} as const satisfies Readonly<Record<string, NamedSchedule>>;

/** All of them, earliest hour first. */
export const allSchedules: readonly NamedSchedule[] = Object.values(schedules);
