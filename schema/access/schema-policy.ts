import type { Action } from './policy.js';

/**
 * The right that each entry of the API asks for: every field of Query and Mutation, and every object type wherever it
 * is reached from. Keys are GraphQL coordinates (`Query.units`) or type names. What is not listed is refused, and a
 * test compares the list with the schema.
 */
export const schemaPolicy: Readonly<Record<string, Action>> = {
  'Query.node': 'READ_PUBLIC',
  'Query.nodes': 'READ_PUBLIC',
  'Query.provinces': 'READ_PUBLIC',
  'Query.province': 'READ_PUBLIC',
  'Query.unit': 'READ_PUBLIC',
  'Query.units': 'READ_PUBLIC',
  'Query.procedure': 'READ_PUBLIC',
  'Query.procedures': 'READ_PUBLIC',
  'Query.plan': 'READ_PUBLIC',
  'Query.period': 'READ_PUBLIC',
  'Query.ranking': 'READ_PUBLIC',
  'Query.viewer': 'READ_VIEWER',
  'Query.reports': 'READ_REPORTS',
  'Query.missingReports': 'READ_REPORTS',
  'Query.deadlines': 'READ_DEADLINES',
  'Query.dossierImports': 'READ_IMPORTS',

  'Mutation.signIn': 'SIGN_IN',
  'Mutation.signOut': 'SIGN_OUT',
  'Mutation.setPassword': 'SET_PASSWORD',
  'Mutation.importDossiers': 'IMPORT_DOSSIERS',
  'Mutation.sendReport': 'SEND_REPORT',
  'Mutation.completeDeadline': 'COMPLETE_DEADLINE',
  'Mutation.savePost': 'SAVE_POST',
  'Mutation.inviteUser': 'INVITE_USER',

  PageInfo: 'READ_PUBLIC',
  Province: 'READ_PUBLIC',
  Department: 'READ_PUBLIC',
  DepartmentConnection: 'READ_PUBLIC',
  DepartmentEdge: 'READ_PUBLIC',
  Commune: 'READ_PUBLIC',
  CommuneConnection: 'READ_PUBLIC',
  CommuneEdge: 'READ_PUBLIC',
  Agency: 'READ_PUBLIC',
  UnitConnection: 'READ_PUBLIC',
  UnitEdge: 'READ_PUBLIC',
  RankedUnit: 'READ_PUBLIC',
  Procedure: 'READ_PUBLIC',
  ProcedureConnection: 'READ_PUBLIC',
  ProcedureEdge: 'READ_PUBLIC',
  Plan: 'READ_PUBLIC',
  Clause: 'READ_PUBLIC',
  Target: 'READ_PUBLIC',
  Task: 'READ_PUBLIC',
  Duty: 'READ_PUBLIC',
  Assignment: 'READ_PUBLIC',
  Period: 'READ_PUBLIC',
  DossierStatistics: 'READ_PUBLIC',
  Indicator: 'READ_PUBLIC',
  IndicatorValue: 'READ_PUBLIC',
  IndicatorExplanation: 'READ_PUBLIC',
  IndicatorTerm: 'READ_PUBLIC',
  Coverage: 'READ_PUBLIC',

  Viewer: 'READ_VIEWER',
  Post: 'READ_POSTS',
  Deadline: 'READ_DEADLINES',
  DeadlineConnection: 'READ_DEADLINES',
  DeadlineEdge: 'READ_DEADLINES',
  Report: 'READ_REPORTS',
  ReportConnection: 'READ_REPORTS',
  ReportEdge: 'READ_REPORTS',
  ReportFigures: 'READ_REPORTS',
  ReportedIndicator: 'READ_REPORTS',
  ReportedDeadlines: 'READ_REPORTS',
  Obligation: 'READ_REPORTS',
  DossierImport: 'READ_IMPORTS',
  DossierImportConnection: 'READ_IMPORTS',
  DossierImportEdge: 'READ_IMPORTS',
  RowRejection: 'READ_IMPORTS',
};

/** The right that a coordinate or a type asks for; null when nobody has decided, which means no. */
export function actionOf(coordinate: string): Action | null {
  return Object.hasOwn(schemaPolicy, coordinate) ? (schemaPolicy[coordinate] ?? null) : null;
}
