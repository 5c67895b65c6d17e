import { AccountMutations, ViewerFields } from './account-resolver.js';
import { CalendarMutations, CalendarQueries, MovedDeadlineFields } from './calendar-resolver.js';
import { AuditEntryFields, AuditQueries } from './audit-resolver.js';
import { CatalogueQueries, ProcedureEdgeFields, ProcedureFields } from './catalogue-resolver.js';
import { CatalogueMutations } from './catalogue-change-resolver.js';
import { CatalogueDiffFields, CatalogueDiffQueries } from './catalogue-diff-resolver.js';
import { CatalogueTargetFields, PlanCatalogueFields } from './catalogue-target-resolver.js';
import { DeadlineFields, DeadlineQueries, UnitDeadlineFields } from './deadline-resolver.js';
import { DeadlineAnswerFields } from './deadline-answer-resolver.js';
import { DeadlineReportFields } from './deadline-report-resolver.js';
import { DutyPreviewFields } from './due-preview-resolver.js';
import { DossierImportFields, ImportMutations } from './import-resolver.js';
import { IntegrationTokenMutations } from './integration-token-resolver.js';
import { IntegrityQueries } from './integrity-resolver.js';
import { ImportRuleMutations, ImportRuleQueries, ValidationRuleFields } from './import-rule-resolver.js';
import { ContributionConnectionFields, ContributionFields, ExplanationFields } from './explanation-resolver.js';
import { IndicatorResolver } from './indicator-resolver.js';
import { IndicatorOutlookFields, ProcedureShiftFields } from './indicator-outlook-resolver.js';
import { LineageFields, UnitGroupFields, UnitLineageFields, UnitSearchQueries } from './lineage-resolver.js';
import { DossierFields, DossierStatisticsFields } from './dossier-resolver.js';
import { Form06Queries } from './form06-resolver.js';
import { NarrativeFields, ReportNarrativeFields, SummaryMutations } from './narrative-resolver.js';
import { ObstacleMutations } from './obstacle-mutations.js';
import {
  ObstacleAnswerFields,
  ObstacleFields,
  ObstacleQueries,
  ObstacleVersionFields,
  SentObstacleFields,
  UnitObstacleFields,
} from './obstacle-resolver.js';
import {
  ConsolidatedReportFields,
  ReportingQueries,
  ReportingRatesFields,
  ReportingUnitFields,
} from './reporting-resolver.js';
import { MailMessageFields, MailMutations, MailQueries } from './mail-resolver.js';
import { NodeQueries } from './node-resolver.js';
import { UnitGroupMutations, UnitMutations } from './organisation-mutations.js';
import { DescendantFields, ProvinceDescendantFields } from './descendant-resolver.js';
import { OrganisationQueries, ProvinceFields, UnitFields } from './organisation-resolver.js';
import { OperationsQueries } from './operations-resolver.js';
import { JobRequestFields, JobSlotFields } from './job-request-resolver.js';
import { ObservationMutations } from './observation-mutations.js';
import {
  ObservationFields,
  ObservationQueries,
  ObservedValueFields,
  ProvinceObservationFields,
  UnitObservationFields,
} from './observation-resolver.js';
import { DeadlineRuleFields, DutyFields, TargetFields } from './plan-part-resolver.js';
import { ClauseFields, PlanFields, PlanQueries, ProvincePlanFields } from './plan-resolver.js';
import { TaskMutations } from './task-mutations.js';
import { TaskAssignmentFields, TaskFields, TaskProgressFields, UnitTaskFields } from './task-resolver.js';
import { PostEndMutations, PostMutations, UnitPostFields } from './post-resolver.js';
import {
  ProcedureEdgeTimeFields,
  ProcedureTimeFields,
  ProvinceTimeFields,
  UnitTimeFields,
} from './processing-time-resolver.js';
import { ProcedureFieldFigures, ProvinceProcedureFields, UnitProcedureFields } from './procedure-field-resolver.js';
import { RankedUnitFields, RankingQueries, UnitRankFields } from './ranking-resolver.js';
import { MissingReportQueries } from './missing-report-resolver.js';
import { ObligationFields, ObligationQueries, UnitObligationFields } from './obligation-resolver.js';
import { ReportMutations } from './report-action-resolver.js';
import { ReportBulkMutations } from './report-bulk-resolver.js';
import { ReportEventFields, ReportHistoryFields, ReportRevisionFields } from './report-history-resolver.js';
import { ProvinceReportFields, ReportQueries, UnitReportFields } from './report-list-resolver.js';
import { ReportFields } from './report-resolver.js';
import { ReportFileFields } from './report-file-resolver.js';
import { ReportFreshnessFields } from './report-freshness-resolver.js';
import { ProvinceTargetFields, UnitTargetFields } from './target-value-resolver.js';
import { TableMutations } from './table-resolver.js';

/** Every resolver class of the API. */
export const resolvers = [
  NodeQueries,
  OrganisationQueries,
  ProvinceFields,
  ProvinceDescendantFields,
  DescendantFields,
  UnitFields,
  UnitSearchQueries,
  UnitLineageFields,
  LineageFields,
  UnitGroupFields,
  UnitMutations,
  UnitGroupMutations,
  CatalogueQueries,
  ProcedureFields,
  ProcedureEdgeFields,
  DossierStatisticsFields,
  DossierFields,
  ProvinceProcedureFields,
  UnitProcedureFields,
  ProcedureFieldFigures,
  Form06Queries,
  ProvinceTimeFields,
  UnitTimeFields,
  ProcedureTimeFields,
  ProcedureEdgeTimeFields,
  CatalogueMutations,
  CatalogueDiffQueries,
  CatalogueDiffFields,
  PlanCatalogueFields,
  CatalogueTargetFields,
  PlanQueries,
  ProvincePlanFields,
  PlanFields,
  ClauseFields,
  TargetFields,
  TaskFields,
  TaskProgressFields,
  TaskAssignmentFields,
  UnitTaskFields,
  TaskMutations,
  DeadlineRuleFields,
  DutyFields,
  DutyPreviewFields,
  CalendarQueries,
  CalendarMutations,
  MovedDeadlineFields,
  ObservationQueries,
  UnitObservationFields,
  ProvinceObservationFields,
  ObservedValueFields,
  ObservationFields,
  ObservationMutations,
  RankingQueries,
  IndicatorResolver,
  ProvinceTargetFields,
  UnitTargetFields,
  ExplanationFields,
  ContributionConnectionFields,
  ContributionFields,
  RankedUnitFields,
  UnitRankFields,
  IndicatorOutlookFields,
  ProcedureShiftFields,
  DeadlineQueries,
  UnitDeadlineFields,
  DeadlineFields,
  DeadlineReportFields,
  DeadlineAnswerFields,
  ReportQueries,
  UnitReportFields,
  ProvinceReportFields,
  ReportFields,
  ReportHistoryFields,
  ReportRevisionFields,
  ReportEventFields,
  ReportMutations,
  ReportBulkMutations,
  MissingReportQueries,
  ObligationQueries,
  UnitObligationFields,
  ObligationFields,
  ReportFileFields,
  ReportFreshnessFields,
  SummaryMutations,
  ReportNarrativeFields,
  NarrativeFields,
  ObstacleQueries,
  ObstacleMutations,
  UnitObstacleFields,
  ObstacleFields,
  ObstacleVersionFields,
  ObstacleAnswerFields,
  SentObstacleFields,
  ReportingQueries,
  ReportingRatesFields,
  ReportingUnitFields,
  ConsolidatedReportFields,
  PostMutations,
  PostEndMutations,
  UnitPostFields,
  AccountMutations,
  ViewerFields,
  IntegrationTokenMutations,
  ImportMutations,
  ImportRuleQueries,
  ImportRuleMutations,
  ValidationRuleFields,
  DossierImportFields,
  IntegrityQueries,
  OperationsQueries,
  JobRequestFields,
  JobSlotFields,
  MailQueries,
  MailMessageFields,
  MailMutations,
  TableMutations,
  AuditQueries,
  AuditEntryFields,
] as const;
