import { projectFile, type CivilDate } from '../../schema/base/index.js';
import { readPlanFolder, type AmendmentData, type PlanData, type PlanEntryLists } from '../../schema/plan/index.js';

/** Plan 88/KH-UBND of the fixtures as issued: dated rule `I.1` of every unit, monthly report `II.1-MONTH` of SNV. */
export const issuedPlan: PlanData = {
  ...readPlanFolder(projectFile('test/fixtures/plan-amended')),
  amendments: [],
};

/** What an amendment does: entries it words anew, and codes it ends. */
export interface AmendmentInput {
  readonly effectiveOn: CivilDate;
  readonly changed?: Partial<PlanEntryLists>;
  readonly ended?: { readonly duties?: string[]; readonly deadlines?: string[] };
  readonly number?: string;
}

/** The plan as issued, amended by documents of their own, each issued on the day it takes effect. */
export function amendedPlan(...amendments: readonly AmendmentInput[]): PlanData {
  return { ...issuedPlan, amendments: amendments.map(amendment) };
}

function amendment({ effectiveOn, changed, ended, number }: AmendmentInput, index: number): AmendmentData {
  const none = { clauses: [], targets: [], tasks: [], duties: [], deadlines: [] };
  return {
    number: number ?? `${100 + index}/KH-UBND`,
    title: 'Sửa đổi Kế hoạch 88/KH-UBND',
    issuedOn: effectiveOn,
    effectiveOn,
    changed: { ...none, ...changed },
    added: none,
    ended: { ...none, ...ended },
  };
}
