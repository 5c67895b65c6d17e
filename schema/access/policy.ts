import { PlanError } from '../base/index.js';
import { Role } from './role.js';
import type { Viewer } from './viewer.js';

/**
 * How far a right reaches: everywhere, only to what belongs to the viewer's own unit, or only to what is the province's
 * own and belongs to no unit.
 */
export type Scope = 'ANY' | 'OWN_UNIT' | 'PROVINCE';

/** Ids of the unit or the units that an object belongs to; null for the province's own. */
export type Owner = string | readonly string[] | null;

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
  | 'MANAGE_MAIL'
  | 'IMPORT_DOSSIERS'
  | 'READ_IMPORT_RULES'
  | 'CHANGE_IMPORT_RULES'
  | 'DRAFT_REPORT'
  | 'SEND_REPORT'
  | 'ACCEPT_REPORT'
  | 'REMIND_UNIT'
  | 'COMPLETE_DEADLINE'
  | 'READ_TASK_PROGRESS'
  | 'RECORD_TASK_PROGRESS'
  | 'ASSIGN_TASK'
  | 'READ_OBSTACLES'
  | 'WRITE_OBSTACLE'
  | 'ANSWER_OBSTACLE'
  | 'WRITE_SUMMARY'
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
  MANAGE_MAIL: { [Admin]: 'ANY' },
  IMPORT_DOSSIERS: provinceStaff,
  READ_IMPORT_RULES: provinceStaff,
  CHANGE_IMPORT_RULES: { [Admin]: 'ANY' },
  DRAFT_REPORT: { [Officer]: 'OWN_UNIT', [Head]: 'OWN_UNIT', [Coordinator]: 'PROVINCE' },
  SEND_REPORT: { [Head]: 'OWN_UNIT', [Coordinator]: 'PROVINCE' },
  ACCEPT_REPORT: { [Coordinator]: 'ANY' },
  REMIND_UNIT: { [Coordinator]: 'ANY' },
  COMPLETE_DEADLINE: { [Head]: 'OWN_UNIT', [Coordinator]: 'ANY' },
  READ_TASK_PROGRESS: unitsTheirOwn,
  RECORD_TASK_PROGRESS: { [Officer]: 'OWN_UNIT', [Head]: 'OWN_UNIT', [Coordinator]: 'ANY' },
  ASSIGN_TASK: { [Coordinator]: 'ANY' },
  READ_OBSTACLES: unitsTheirOwn,
  WRITE_OBSTACLE: { [Officer]: 'OWN_UNIT', [Head]: 'OWN_UNIT', [Coordinator]: 'ANY' },
  ANSWER_OBSTACLE: { [Officer]: 'OWN_UNIT', [Head]: 'OWN_UNIT', [Coordinator]: 'ANY' },
  WRITE_SUMMARY: { [Officer]: 'OWN_UNIT', [Head]: 'OWN_UNIT', [Coordinator]: 'ANY' },
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
 * `owner` is the unit that the object belongs to, or the units when it is several units' own; null for an object of the
 * province, which is no unit's own. Left out, only the action as such is asked, before any object is known: the object
 * has to be asked about later.
 * @throws PlanError UNAUTHENTICATED when signing in could help, FORBIDDEN when it would not.
 */
export function assertAllowed(viewer: Viewer, action: Action, owner?: Owner): void {
  const scope = scopeOf(viewer, action);
  if (scope === 'ANY') return;
  if (scope === 'OWN_UNIT' && (owner === undefined || isOwn(viewer, owner))) return;
  if (scope === 'PROVINCE' && (owner === undefined || owner === null)) return;
  throw refusal(viewer, action);
}

/** Whether an object is the own of the viewer's unit. */
export function isOwn({ unitId }: Viewer, owner: Owner): boolean {
  if (unitId === null || owner === null) return false;
  return typeof owner === 'string' ? owner === unitId : owner.includes(unitId);
}

/**
 * What a list must be narrowed to: rows of one unit, or null for no restriction.
 * @throws PlanError UNAUTHENTICATED, FORBIDDEN when the viewer may see no row at all, or only the province's own, which is no
 *   unit's.
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
