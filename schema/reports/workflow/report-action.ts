import { registerEnumType } from 'type-graphql';

/** What people do with a report; the names are stable and stand in its history. */
export enum ReportAction {
  Submit = 'SUBMIT',
  TakeBack = 'TAKE_BACK',
  Send = 'SEND',
  Accept = 'ACCEPT',
  Return = 'RETURN',
  Reopen = 'REOPEN',
  RequestCorrection = 'REQUEST_CORRECTION',
  GrantCorrection = 'GRANT_CORRECTION',
  RefuseCorrection = 'REFUSE_CORRECTION',
  Recompile = 'RECOMPILE',
}

registerEnumType(ReportAction, {
  name: 'ReportAction',
  description: 'Việc người dùng làm với báo cáo (report action).',
  valuesConfig: {
    Submit: { description: 'Trình lãnh đạo đơn vị (submit to the head).' },
    TakeBack: { description: 'Lãnh đạo chuyển lại cho cán bộ soạn tiếp (take back from the head).' },
    Send: { description: 'Gửi lên tỉnh, niêm phong lần lập này (send).' },
    Accept: { description: 'Duyệt (accept).' },
    Return: { description: 'Trả lại đơn vị (return).' },
    Reopen: { description: 'Mở lại để lập lần tiếp theo (reopen).' },
    RequestCorrection: { description: 'Đề nghị đính chính báo cáo đã gửi (request a correction).' },
    GrantCorrection: { description: 'Đồng ý cho đính chính (grant the correction).' },
    RefuseCorrection: { description: 'Không đồng ý đính chính (refuse the correction).' },
    Recompile: { description: 'Tổng hợp lại số liệu của bản đang soạn (compile the draft anew).' },
  },
});

/** Steps of the history that change no state, or that nobody takes in person, by name. */
export const OTHER_STEPS: Readonly<Record<string, string>> = {
  ASSIGN: 'Giao báo cáo',
  COMPILE: 'Tổng hợp số liệu',
  COMPILE_FAILED: 'Tổng hợp số liệu bị lỗi',
  REMIND: 'Nhắc đơn vị qua thư',
};
