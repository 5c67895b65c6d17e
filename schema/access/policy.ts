import { PlanError } from '../base/index.js';
import { Role } from './role.js';
import type { Viewer } from './viewer.js';

/** How far a right reaches: everywhere, or only to what belongs to the viewer's own unit. */
export type Scope = 'ANY' | 'OWN_UNIT';

/** What can be done; the names are stable. */
export type Action =
  | 'READ_PUBLIC'
  | 'READ_VIEWER'
  | 'SIGN_IN'
  | 'SIGN_OUT'
  | 'SET_PASSWORD'
  | 'READ_DOSSIERS'
  | 'READ_DEADLINES'
  | 'READ_REPORTS'
  | 'READ_POSTS'
  | 'READ_MESSAGES'
  | 'READ_IMPORTS'
  | 'READ_OPERATIONS'
  | 'RUN_JOB'
  | 'IMPORT_DOSSIERS'
  | 'READ_IMPORT_RULES'
  | 'CHANGE_IMPORT_RULES'
  | 'SEND_REPORT'
  | 'ACCEPT_REPORT'
  | 'COMPLETE_DEADLINE'
  | 'READ_TASK_PROGRESS'
  | 'RECORD_TASK_PROGRESS'
  | 'ASSIGN_TASK'
  | 'READ_OBSERVATIONS'
  | 'RECORD_OBSERVATION'
  | 'SAVE_POST'
  | 'SAVE_ORGANISATION'
  | 'SAVE_CALENDAR_DAY'
  | 'EXPORT_TABLE'
  | 'IMPORT_TABLE'
  | 'READ_AUDIT'
  | 'INVITE_USER'
  | 'MANAGE_INTEGRATION_TOKENS'
  | 'CHANGE_CATALOGUE'
  | 'COMPARE_CATALOGUE'
  | 'SAVE_INDICATOR';

const { Public, Officer, Head, Coordinator, Admin } = Role;

const everybody = {
  [Public]: 'ANY',
  [Officer]: 'ANY',
  [Head]: 'ANY',
  [Coordinator]: 'ANY',
  [Admin]: 'ANY',
} as const;
const unitsTheirOwn = { [Officer]: 'OWN_UNIT', [Head]: 'OWN_UNIT', [Coordinator]: 'ANY', [Admin]: 'ANY' } as const;
const provinceStaff = { [Coordinator]: 'ANY', [Admin]: 'ANY' } as const;

/**
 * Who may do what: one row per action, one column per role; a role that is missing may not.
 *
 * The only place that says so: SQL filters, field guards and the interface's buttons all ask it.
 */
export const policy: Readonly<Record<Action, Readonly<Partial<Record<Role, Scope>>>>> = {
  READ_PUBLIC: everybody,
  READ_VIEWER: everybody,
  SIGN_IN: everybody,
  SIGN_OUT: everybody,
  SET_PASSWORD: everybody,
  READ_DOSSIERS: unitsTheirOwn,
  READ_DEADLINES: unitsTheirOwn,
  READ_REPORTS: unitsTheirOwn,
  READ_POSTS: unitsTheirOwn,
  READ_MESSAGES: provinceStaff,
  READ_IMPORTS: provinceStaff,
  READ_OPERATIONS: { [Admin]: 'ANY' },
  RUN_JOB: { [Admin]: 'ANY' },
  IMPORT_DOSSIERS: provinceStaff,
  READ_IMPORT_RULES: provinceStaff,
  CHANGE_IMPORT_RULES: { [Admin]: 'ANY' },
  SEND_REPORT: { [Head]: 'OWN_UNIT' },
  ACCEPT_REPORT: { [Coordinator]: 'ANY' },
  COMPLETE_DEADLINE: { [Head]: 'OWN_UNIT', [Coordinator]: 'ANY' },
  READ_TASK_PROGRESS: unitsTheirOwn,
  RECORD_TASK_PROGRESS: { [Officer]: 'OWN_UNIT', [Head]: 'OWN_UNIT', [Coordinator]: 'ANY' },
  ASSIGN_TASK: { [Coordinator]: 'ANY' },
  READ_OBSERVATIONS: unitsTheirOwn,
  RECORD_OBSERVATION: { [Officer]: 'OWN_UNIT', [Head]: 'OWN_UNIT', [Coordinator]: 'ANY' },
  SAVE_POST: provinceStaff,
  SAVE_ORGANISATION: { [Admin]: 'ANY' },
  SAVE_CALENDAR_DAY: { [Admin]: 'ANY' },
  EXPORT_TABLE: provinceStaff,
  IMPORT_TABLE: { [Admin]: 'ANY' },
  READ_AUDIT: { [Admin]: 'ANY' },
  INVITE_USER: { [Admin]: 'ANY' },
  MANAGE_INTEGRATION_TOKENS: { [Admin]: 'ANY' },
  CHANGE_CATALOGUE: { [Admin]: 'ANY' },
  COMPARE_CATALOGUE: provinceStaff,
  SAVE_INDICATOR: { [Admin]: 'ANY' },
};

/** How far a viewer may go with an action; null when not at all. An action that is not in the table is refused. */
export function scopeOf(viewer: Viewer, action: Action): Scope | null {
  const row: Partial<Record<Role, Scope>> | undefined = policy[action];
  const scope = row?.[viewer.role] ?? null;
  return scope === 'OWN_UNIT' && viewer.unitId === null ? null : scope;
}

/**
 * Lets an allowed viewer pass.
 *
 * `unitId` is the unit that the object belongs to; null for an object of the province, which is no unit's own. Left
 * out, only the action as such is asked, before any object is known: the object has to be asked about later.
 * @throws PlanError UNAUTHENTICATED when signing in could help, FORBIDDEN when it would not.
 */
export function assertAllowed(viewer: Viewer, action: Action, unitId?: string | null): void {
  const scope = scopeOf(viewer, action);
  if (scope === 'ANY') return;
  if (scope === 'OWN_UNIT' && (unitId === undefined || unitId === viewer.unitId)) return;
  throw refusal(viewer, action);
}

/**
 * What a list must be narrowed to: rows of one unit, or null for no restriction.
 * @throws PlanError UNAUTHENTICATED, FORBIDDEN when the viewer may see no row at all.
 */
export function unitFilter(viewer: Viewer, action: Action): { readonly unitId: string } | null {
  const scope = scopeOf(viewer, action);
  if (scope === 'ANY') return null;
  if (scope === 'OWN_UNIT' && viewer.unitId !== null) return { unitId: viewer.unitId };
  throw refusal(viewer, action);
}

function refusal(viewer: Viewer, action: Action): PlanError {
  if (viewer.role === Role.Public) {
    return new PlanError('UNAUTHENTICATED', 'Bạn cần đăng nhập để thực hiện việc này.', { action });
  }
  return new PlanError('FORBIDDEN', 'Tài khoản của bạn không có quyền thực hiện việc này.', { action });
}
