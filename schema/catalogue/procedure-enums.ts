import { registerEnumType } from 'type-graphql';

/** How much of a procedure can be done online. Source: Nghị định 42/2022/NĐ-CP, Điều 11. */
export enum ServiceLevel {
  Full = 'FULL',
  Partial = 'PARTIAL',
  Info = 'INFO',
}

/** Who resolves a procedure. */
export enum CompetenceLevel {
  Province = 'PROVINCE',
  Commune = 'COMMUNE',
  Both = 'BOTH',
}

/** Whether a procedure is in force. */
export enum ProcedureStatus {
  Published = 'PUBLISHED',
  Abolished = 'ABOLISHED',
  Suspended = 'SUSPENDED',
  Draft = 'DRAFT',
}

/** Lists of procedures that the plan names. */
export enum ProcedureGroup {
  Decision06 = 'QD06',
  Decision422 = 'QD422',
  Decision206 = 'QD206',
  Priority = 'UU_TIEN',
  EightyTwo = 'NHOM_82',
  TwentyFive = 'DVC_25',
}

registerEnumType(ServiceLevel, {
  name: 'ServiceLevel',
  description: 'Mức độ cung cấp dịch vụ công trực tuyến (service level).',
  valuesConfig: {
    Full: { description: 'Toàn trình (full process).' },
    Partial: { description: 'Một phần (partial).' },
    Info: { description: 'Cung cấp thông tin (information only).' },
  },
});
registerEnumType(CompetenceLevel, {
  name: 'CompetenceLevel',
  description: 'Cấp giải quyết (competence level).',
  valuesConfig: {
    Province: { description: 'Cấp tỉnh (province).' },
    Commune: { description: 'Cấp xã (commune).' },
    Both: { description: 'Cả cấp tỉnh và cấp xã (both).' },
  },
});
registerEnumType(ProcedureStatus, {
  name: 'ProcedureStatus',
  description: 'Tình trạng hiệu lực của thủ tục (procedure status).',
  valuesConfig: {
    Published: { description: 'Đang có hiệu lực (in force).' },
    Abolished: { description: 'Đã bãi bỏ hoặc hết hiệu lực (abolished).' },
    Suspended: { description: 'Tạm ngừng (suspended).' },
    Draft: { description: 'Chưa công bố (draft).' },
  },
});
registerEnumType(ProcedureGroup, {
  name: 'ProcedureGroup',
  description: 'Nhóm thủ tục hành chính nêu tại Mục II của kế hoạch (procedure group).',
  valuesConfig: {
    Decision06: { description: 'Quyết định số 06/QĐ-TTg ngày 06/01/2022 (decision 06).' },
    Decision422: { description: 'Quyết định số 422/QĐ-TTg ngày 04/4/2022 (decision 422).' },
    Decision206: { description: 'Quyết định số 206/QĐ-TTg ngày 28/02/2024 (decision 206).' },
    Priority: { description: 'Thủ tục hành chính ưu tiên, điểm II.1.4 (priority).' },
    EightyTwo: { description: '82 nhóm thủ tục theo Kế hoạch số 02-KH/BCĐTW, điểm II.1.4 và II.3.a (the 82 groups).' },
    TwentyFive: { description: '25 dịch vụ công trực tuyến toàn trình, điểm II.1.2 (the 25 services).' },
  },
});
