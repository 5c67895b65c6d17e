/** A row of the oracle: where, who may, and what is asked. */
export type AccessRow = readonly [coordinate: string, verdicts: string, operation: () => string];

/** What the operations name: a unit, and ids of things that belong to it. */
export interface AccessThings {
  readonly unit: string;
  readonly deadline: string;
  readonly inspection: string;
  readonly report: string;
  /** Of unit A, unit B is asked. */
  readonly obstacle: string;
  readonly task: string;
  /** Of an account that may sign in. */
  readonly email: string;
  readonly password: string;
}

/** Selection of a mutation's refusals. */
export const REFUSED = '... on UserErrors { userErrors { code } }';

/**
 * Who may do what, written out by hand. Columns: nobody, officer A, head A, head B, coordinator, administrator,
 * locked out, expired.
 */
export function accessOracle(of: () => AccessThings): readonly AccessRow[] {
  return [
    ['Query.node', 'yyyyyyyy', () => `{ node(id: "${of().deadline}") { id } }`],
    ['Query.nodes', 'yyyyyyyy', () => `{ nodes(ids: ["${of().report}"]) { id } }`],
    ['Query.provinces', 'yyyyyyyy', () => '{ provinces { code } }'],
    ['Query.province', 'yyyyyyyy', () => '{ province { code statistics(period: "2025-12") { received } } }'],
    ['Query.unit', 'yyyyyyyy', () => `{ unit(code: "${of().unit}") { code posts { email } } }`],
    ['Query.units', 'yyyyyyyy', () => '{ units(first: 1) { totalCount } }'],
    ['Query.searchUnits', 'yyyyyyyy', () => '{ searchUnits(text: "thach ha") { matched } }'],
    ['Query.unitGroups', 'yyyyyyyy', () => '{ unitGroups { code } }'],
    ['Query.procedure', 'yyyyyyyy', () => '{ procedure(code: "1.001193") { code } }'],
    ['Query.procedures', 'yyyyyyyy', () => '{ procedures(first: 1) { totalCount } }'],
    ['Query.catalogueDiff', 'ufffyyuu', () => '{ catalogueDiff(csv: "code") { ours } }'],
    ['Query.procedureGroups', 'yyyyyyyy', () => '{ procedureGroups { code } }'],
    ['Query.plan', 'yyyyyyyy', () => '{ plan(number: "457/KH-UBND") { targets { code } } }'],
    ['Query.indicators', 'yyyyyyyy', () => '{ indicators { code versions { expression } } }'],
    ['Query.period', 'yyyyyyyy', () => '{ period(id: "2025-12") { from } }'],
    ['Query.form06', 'yyyyyyyy', () => '{ form06(period: "2025-12") { synthetic } }'],
    [
      'Query.ranking',
      'yyyyyyyy',
      () => '{ ranking(indicator: "SATISFACTION", period: "2025-12", kind: COMMUNE) { rank } }',
    ],
    ['Query.calendarDays', 'yyyyyyyy', () => '{ calendarDays(from: "2025-01-01", to: "2025-12-31") { day } }'],
    ['Query.workingDay', 'yyyyyyyy', () => '{ workingDay(day: "2026-02-16") { working } }'],
    ['Query.addWorkingDays', 'yyyyyyyy', () => '{ addWorkingDays(day: "2026-02-14", count: 2) { day } }'],
    ['Query.viewer', 'yyyyyyyy', () => '{ viewer { role } }'],
    ['Query.deadlines', 'uyyyyyuu', () => '{ deadlines(first: 1) { totalCount } }'],
    ['Query.reports', 'uyyyyyuu', () => '{ reports(first: 1) { totalCount } }'],
    ['Query.obligations', 'uyyyyyuu', () => '{ obligations(first: 1) { totalCount } }'],
    ['Query.missingReports', 'uyyyyyuu', () => '{ missingReports(period: "2025-12") { unit { code } } }'],
    ['Query.reportingRates', 'uyyyyyuu', () => '{ reportingRates(period: "2025-12") { expected } }'],
    ['Query.obstacles', 'uyyyyyuu', () => '{ obstacles(first: 1) { totalCount } }'],
    ['Query.tableExport', 'ufffyyuu', () => '{ tableExport(table: CALENDAR, form: CSV) { fileName } }'],
    ['Query.auditEntries', 'uffffyuu', () => '{ auditEntries(first: 1) { totalCount } }'],
    ['Query.integrationTokens', 'uffffyuu', () => '{ integrationTokens { name } }'],
    ['Query.measures', 'yyyyyyyy', () => '{ measures { code } }'],
    [
      'Query.observationHistory',
      'uyyfyyuu',
      () => `{ observationHistory(unit: "${of().unit}", measure: "STAFF_TOTAL", period: "2025-12") { totalCount } }`,
    ],
    ['Query.dossierImport', 'ufffyyuu', () => '{ dossierImport(id: "x") { id } }'],
    ['Query.dossierImports', 'ufffyyuu', () => '{ dossierImports(first: 1) { totalCount } }'],
    ['Query.integrityChecks', 'uffffyuu', () => '{ integrityChecks(first: 1) { totalCount } }'],
    ['Query.opsStatus', 'uffffyuu', () => '{ opsStatus { ready } }'],
    ['Query.jobSlots', 'uffffyuu', () => '{ jobSlots(first: 1) { totalCount } }'],
    [
      'Query.jobSlotGaps',
      'uffffyuu',
      () => '{ jobSlotGaps(from: "2026-01-01T00:00:00Z", to: "2026-01-02T00:00:00Z") { schedule } }',
    ],
    [
      'Query.scheduleForecast',
      'uffffyuu',
      () => '{ scheduleForecast(from: "2026-01-01T00:00:00Z", to: "2026-01-02T00:00:00Z") { schedule } }',
    ],
    ['Query.jobRequest', 'uffffyuu', () => '{ jobRequest(id: "00000000-0000-0000-0000-000000000000") { id } }'],
    ['Query.mailMessages', 'ufffyyuu', () => '{ mailMessages(first: 1) { totalCount } }'],
    ['Query.mailAddressMarks', 'ufffyyuu', () => '{ mailAddressMarks { address } }'],
    ['Query.whyNotSent', 'ufffyyuu', () => `{ whyNotSent(deadline: "${of().deadline}", post: FOCAL_POINT) { code } }`],
    [
      'Mutation.requeueMessage',
      'uffffyuu',
      () => `mutation { requeueMessage(id: "00000000-0000-0000-0000-000000000000", reason: "x") { ${REFUSED} } }`,
    ],
    [
      'Mutation.liftAddressMark',
      'uffffyuu',
      () => `mutation { liftAddressMark(address: "a@b.vn", reason: "x") { ${REFUSED} } }`,
    ],
    ['Mutation.runJob', 'uffffyuu', () => `mutation { runJob(schedule: "none") { ${REFUSED} } }`],
    [
      'Mutation.signIn',
      'yyyyyyyy',
      () => `mutation { signIn(email: "${of().email}", password: "${of().password}") { ${REFUSED} } }`,
    ],
    ['Mutation.signOut', 'yyyyyyyy', () => 'mutation { signOut }'],
    ['Mutation.setPassword', 'yyyyyyyy', () => `mutation { setPassword(token: "x", password: "y") { ${REFUSED} } }`],
    [
      'Mutation.importDossiers',
      'ufffyyuu',
      () => `mutation { importDossiers(fileName: "a.csv", csv: "x") { ${REFUSED} } }`,
    ],
    ['Mutation.submitReport', 'uyyfffuu', () => `mutation { submitReport(id: "${of().report}") { ${REFUSED} } }`],
    ['Mutation.takeBackReport', 'ufyfffuu', () => `mutation { takeBackReport(id: "${of().report}") { ${REFUSED} } }`],
    ['Mutation.sendReport', 'ufyfffuu', () => `mutation { sendReport(id: "${of().report}") { ${REFUSED} } }`],
    ['Mutation.acceptReport', 'ufffyfuu', () => `mutation { acceptReport(id: "${of().report}") { ${REFUSED} } }`],
    [
      'Mutation.returnReport',
      'ufffyfuu',
      () => `mutation { returnReport(id: "${of().report}", reason: "Số liệu sai") { ${REFUSED} } }`,
    ],
    ['Mutation.reopenReport', 'ufyfffuu', () => `mutation { reopenReport(id: "${of().report}") { ${REFUSED} } }`],
    [
      'Mutation.requestReportCorrection',
      'ufyfffuu',
      () => `mutation { requestReportCorrection(id: "${of().report}", reason: "Sót hồ sơ") { ${REFUSED} } }`,
    ],
    [
      'Mutation.grantReportCorrection',
      'ufffyfuu',
      () => `mutation { grantReportCorrection(id: "${of().report}") { ${REFUSED} } }`,
    ],
    [
      'Mutation.refuseReportCorrection',
      'ufffyfuu',
      () => `mutation { refuseReportCorrection(id: "${of().report}", reason: "Đã đủ") { ${REFUSED} } }`,
    ],
    ['Mutation.recompileReport', 'uyyfffuu', () => `mutation { recompileReport(id: "${of().report}") { ${REFUSED} } }`],
    // What becomes of each report is answered item by item.
    ['Mutation.acceptReports', 'ufffyfuu', () => `mutation { acceptReports(ids: []) { ${REFUSED} } }`],
    ['Mutation.returnReports', 'ufffyfuu', () => `mutation { returnReports(ids: [], reason: "x") { ${REFUSED} } }`],
    ['Mutation.remindReports', 'ufffyfuu', () => `mutation { remindReports(ids: []) { ${REFUSED} } }`],
    [
      'Mutation.saveReportSummary',
      'uyyfyfuu',
      () => `mutation { saveReportSummary(report: "${of().report}", text: "Tốt") { ${REFUSED} } }`,
    ],
    [
      'Mutation.takeOverReportSummary',
      'uyyfyfuu',
      () => `mutation { takeOverReportSummary(report: "${of().report}") { ${REFUSED} } }`,
    ],
    [
      'Mutation.raiseObstacle',
      'uyyfyfuu',
      () => `mutation { raiseObstacle(obstacle: { unit: "${of().unit}", period: "2025-12", category: STAFF,
      description: "Thiếu người" }) { ${REFUSED} } }`,
    ],
    [
      'Mutation.changeObstacle',
      'uyyfyfuu',
      () => `mutation { changeObstacle(id: "${of().obstacle}", expectedRevision: 1, changes: {}) { ${REFUSED} } }`,
    ],
    // The unit that is asked answers, not the one that asks.
    [
      'Mutation.answerObstacle',
      'uffyyfuu',
      () => `mutation { answerObstacle(id: "${of().obstacle}", text: "Đã rõ") { ${REFUSED} } }`,
    ],
    [
      'Mutation.closeObstacle',
      'uyyfyfuu',
      () => `mutation { closeObstacle(id: "${of().obstacle}", reason: "Đã xong") { ${REFUSED} } }`,
    ],
    [
      'Mutation.completeDeadline',
      'ufyfyfuu',
      () => `mutation { completeDeadline(id: "${of().inspection}", evidence: "Biên bản số 1") { ${REFUSED} } }`,
    ],
    [
      'Mutation.recordTaskProgress',
      'uyyfyfuu',
      () =>
        `mutation { recordTaskProgress(task: "${of().task}", unit: "${of().unit}", status: IN_PROGRESS) { ${REFUSED} } }`,
    ],
    // Which units' entries are taken is answered entry by entry.
    ['Mutation.recordObservations', 'uyyyyfuu', () => `mutation { recordObservations(entries: []) { ${REFUSED} } }`],
    [
      'Mutation.assignTask',
      'ufffyfuu',
      () => `mutation { assignTask(task: "${of().task}", units: [], documentNumber: "1/CV") { ${REFUSED} } }`,
    ],
    [
      'Mutation.savePost',
      'ufffyyuu',
      () => `mutation { savePost(unit: "${of().unit}", kind: DEPUTY, title: "", email: "a@b.vn") { ${REFUSED} } }`,
    ],
    [
      'Mutation.endPost',
      'ufffyyuu',
      () => `mutation { endPost(unit: "${of().unit}", kind: DEPUTY, reason: "") { ${REFUSED} } }`,
    ],
    [
      'Mutation.saveUnit',
      'uffffyuu',
      () => `mutation { saveUnit(unit: { code: "", kind: AGENCY, name: "", shortName: "", certainty: DERIVED,
      sourceNote: "" }, reason: "") { ${REFUSED} } }`,
    ],
    [
      'Mutation.saveLineage',
      'uffffyuu',
      () => `mutation { saveLineage(step: { predecessor: "", successor: "", kind: MERGED_INTO,
      effectiveOn: "2025-07-01", certainty: DERIVED, sourceNote: "" }, reason: "") { ${REFUSED} } }`,
    ],
    [
      'Mutation.removeLineage',
      'uffffyuu',
      () => `mutation { removeLineage(predecessor: "", successor: "", reason: "") { ${REFUSED} } }`,
    ],
    [
      'Mutation.saveAlias',
      'uffffyuu',
      () => `mutation { saveAlias(alias: { unit: "", name: "", kind: SHORT }, reason: "") { ${REFUSED} } }`,
    ],
    [
      'Mutation.removeAlias',
      'uffffyuu',
      () => `mutation { removeAlias(unit: "", name: "", reason: "") { ${REFUSED} } }`,
    ],
    [
      'Mutation.saveUnitGroup',
      'uffffyuu',
      () => `mutation { saveUnitGroup(group: { code: "", name: "", certainty: DERIVED, sourceNote: "" },
      reason: "") { ${REFUSED} } }`,
    ],
    [
      'Mutation.addUnitToGroup',
      'uffffyuu',
      () => `mutation { addUnitToGroup(group: "", unit: "", reason: "") { ${REFUSED} } }`,
    ],
    [
      'Mutation.removeUnitFromGroup',
      'uffffyuu',
      () => `mutation { removeUnitFromGroup(group: "", unit: "", reason: "") { ${REFUSED} } }`,
    ],
    [
      'Mutation.saveCalendarDay',
      'uffffyuu',
      () =>
        `mutation { saveCalendarDay(day: "2026-03-02", working: false, name: "", source: "", certainty: DERIVED,
        reason: "") { ${REFUSED} } }`,
    ],
    [
      'Mutation.removeCalendarDay',
      'uffffyuu',
      () => `mutation { removeCalendarDay(day: "2026-03-02", reason: "") { ${REFUSED} } }`,
    ],
    [
      'Mutation.planTableImport',
      'uffffyuu',
      () => `mutation { planTableImport(table: CALENDAR, form: CSV, content: "x") { ${REFUSED} } }`,
    ],
    [
      'Mutation.commitTableImport',
      'uffffyuu',
      () =>
        `mutation { commitTableImport(table: CALENDAR, form: CSV, content: "x", planToken: "", reason: "") { ${REFUSED} } }`,
    ],
    [
      'Mutation.changeProcedure',
      'uffffyuu',
      () =>
        `mutation { changeProcedure(code: "x", from: "2026-01-01", changes: {}, documentNumber: "1", reason: "x") { ${REFUSED} } }`,
    ],
    [
      'Mutation.issueIntegrationToken',
      'uffffyuu',
      () => `mutation { issueIntegrationToken(name: "", days: 1) { ${REFUSED} } }`,
    ],
    ['Mutation.endIntegrationToken', 'uffffyuu', () => `mutation { endIntegrationToken(id: "x") { ${REFUSED} } }`],
    ['Query.importProfiles', 'ufffyyuu', () => '{ importProfiles { name } }'],
    ['Query.validationRules', 'ufffyyuu', () => '{ validationRules { code } }'],
    ['Mutation.saveImportProfile', 'uffffyuu', () => `mutation { saveImportProfile(yaml: "x") { ${REFUSED} } }`],
    ['Mutation.saveValidationRule', 'uffffyuu', () => `mutation { saveValidationRule(code: "x") { ${REFUSED} } }`],
    [
      'Mutation.saveIndicatorVersion',
      'uffffyuu',
      () =>
        `mutation { saveIndicatorVersion(code: "x", from: "2026-01-01", formula: "1", words: "x", documentNumber: "1",
        source: "x", reason: "x") { ${REFUSED} } }`,
    ],
    [
      'Mutation.inviteUser',
      'uffffyuu',
      () => `mutation { inviteUser(email: "", name: "", role: ADMIN) { ${REFUSED} } }`,
    ],
  ];
}
