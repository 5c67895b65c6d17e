import { AccountMutations, ViewerFields } from './account-resolver.js';
import { CalendarMutations, CalendarQueries, MovedDeadlineFields } from './calendar-resolver.js';
import { AuditEntryFields, AuditQueries } from './audit-resolver.js';
import { CatalogueQueries, ProcedureEdgeFields, ProcedureFields } from './catalogue-resolver.js';
import { CatalogueMutations } from './catalogue-change-resolver.js';
import { CatalogueDiffFields, CatalogueDiffQueries } from './catalogue-diff-resolver.js';
import { CatalogueTargetFields, PlanCatalogueFields } from './catalogue-target-resolver.js';
import { DeadlineFields, DeadlineQueries, UnitDeadlineFields } from './deadline-resolver.js';
import { DeadlineReportFields } from './deadline-report-resolver.js';
import { DutyPreviewFields } from './due-preview-resolver.js';
import { DossierImportFields, ImportMutations } from './import-resolver.js';
import { IndicatorOutlookFields, ProcedureShiftFields } from './indicator-outlook-resolver.js';
import { LineageFields, UnitGroupFields, UnitLineageFields, UnitSearchQueries } from './lineage-resolver.js';
import { DossierFields, DossierStatisticsFields } from './dossier-resolver.js';
import { NodeQueries } from './node-resolver.js';
import { UnitGroupMutations, UnitMutations } from './organisation-mutations.js';
import { OrganisationQueries, ProvinceFields, UnitFields } from './organisation-resolver.js';
import { DeadlineRuleFields, DutyFields, TargetFields } from './plan-part-resolver.js';
import { ClauseFields, PlanFields, PlanQueries, ProvincePlanFields } from './plan-resolver.js';
import { TaskMutations } from './task-mutations.js';
import { TaskAssignmentFields, TaskFields, TaskProgressFields, UnitTaskFields } from './task-resolver.js';
import { PostEndMutations, PostMutations, UnitPostFields } from './post-resolver.js';
import { RankedUnitFields, RankingQueries, UnitRankFields } from './ranking-resolver.js';
import { ProvinceReportFields, ReportFields, ReportQueries, UnitReportFields } from './report-resolver.js';
import { TableMutations } from './table-resolver.js';

/** Every resolver class of the API. */
export const resolvers = [
  NodeQueries,
  OrganisationQueries,
  ProvinceFields,
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
  RankingQueries,
  RankedUnitFields,
  UnitRankFields,
  IndicatorOutlookFields,
  ProcedureShiftFields,
  DeadlineQueries,
  UnitDeadlineFields,
  DeadlineFields,
  DeadlineReportFields,
  ReportQueries,
  UnitReportFields,
  ProvinceReportFields,
  ReportFields,
  PostMutations,
  PostEndMutations,
  UnitPostFields,
  AccountMutations,
  ViewerFields,
  ImportMutations,
  DossierImportFields,
  TableMutations,
  AuditQueries,
  AuditEntryFields,
] as const;
