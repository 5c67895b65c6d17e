import { describe, expect, it } from '@jest/globals';
import {
  actionOf,
  assertAllowed,
  policy,
  PUBLIC_VIEWER,
  Role,
  schemaPolicy,
  scopeOf,
  unitFilter,
  type Action,
  type Viewer,
} from '../../schema/access/index.js';

const OWN = '11111111-1111-7111-8111-111111111111';
const OTHER = '22222222-2222-7222-8222-222222222222';

/** `+` everywhere, `u` own unit, `p` what is the province's own, `-` nowhere; columns PUBLIC, OFFICER, HEAD, COORDINATOR, ADMIN. */
const oracle: Record<Action, string> = {
  READ_PUBLIC: '+++++',
  READ_VIEWER: '+++++',
  SIGN_IN: '+++++',
  SIGN_OUT: '+++++',
  SET_PASSWORD: '+++++',
  READ_DOSSIERS: '-uu++',
  READ_DEADLINES: '-uu++',
  READ_REPORTS: '-uu++',
  READ_POSTS: '-uu++',
  READ_MESSAGES: '---++',
  READ_IMPORTS: '---++',
  READ_OPERATIONS: '----+',
  RUN_JOB: '----+',
  MANAGE_MAIL: '----+',
  IMPORT_DOSSIERS: '---++',
  READ_IMPORT_RULES: '---++',
  CHANGE_IMPORT_RULES: '----+',
  DRAFT_REPORT: '-uup-',
  SEND_REPORT: '--up-',
  ACCEPT_REPORT: '---+-',
  REMIND_UNIT: '---+-',
  COMPLETE_DEADLINE: '--u+-',
  READ_TASK_PROGRESS: '-uu++',
  RECORD_TASK_PROGRESS: '-uu+-',
  ASSIGN_TASK: '---+-',
  READ_OBSTACLES: '-uu++',
  WRITE_OBSTACLE: '-uu+-',
  ANSWER_OBSTACLE: '-uu+-',
  WRITE_SUMMARY: '-uu+-',
  READ_OBSERVATIONS: '-uu++',
  RECORD_OBSERVATION: '-uu+-',
  SAVE_POST: '---++',
  SAVE_ORGANISATION: '----+',
  SAVE_CALENDAR_DAY: '----+',
  EXPORT_TABLE: '---++',
  IMPORT_TABLE: '----+',
  READ_AUDIT: '----+',
  INVITE_USER: '----+',
  MANAGE_INTEGRATION_TOKENS: '----+',
  CHANGE_CATALOGUE: '----+',
  COMPARE_CATALOGUE: '---++',
  SAVE_INDICATOR: '----+',
};
const roles = [Role.Public, Role.Officer, Role.Head, Role.Coordinator, Role.Admin];
const actions = Object.keys(oracle) as Action[];
const cells = actions.flatMap((action) =>
  roles.map((role, column): [Role, Action, string] => [role, action, oracle[action].charAt(column)]),
);

function viewerOf(role: Role): Viewer {
  if (role === Role.Public) return PUBLIC_VIEWER;
  const hasUnit = role === Role.Officer || role === Role.Head;
  return { role, userId: 'user', name: 'Người dùng', email: 'a@hatinh.example', unitId: hasUnit ? OWN : null };
}

/** The code that a call is refused with; `ok` when it is not. */
function outcome(call: () => unknown): unknown {
  try {
    call();
    return 'ok';
  } catch (error) {
    return error instanceof Error && 'code' in error ? error.code : error;
  }
}

describe('the policy', () => {
  it('decides exactly the actions that there are', () => {
    expect(Object.keys(policy).toSorted()).toEqual(actions.toSorted());
  });

  it.each(cells)('%s and %s: %s', (role, action, cell) => {
    const viewer = viewerOf(role);
    const refusal = role === Role.Public ? 'UNAUTHENTICATED' : 'FORBIDDEN';
    expect(scopeOf(viewer, action)).toBe({ '+': 'ANY', u: 'OWN_UNIT', p: 'PROVINCE', '-': null }[cell]);
    expect(outcome(() => assertAllowed(viewer, action))).toBe(cell === '-' ? refusal : 'ok');
    expect(outcome(() => assertAllowed(viewer, action, OWN))).toBe('+u'.includes(cell) ? 'ok' : refusal);
    expect(outcome(() => assertAllowed(viewer, action, OTHER))).toBe(cell === '+' ? 'ok' : refusal);
    expect(outcome(() => assertAllowed(viewer, action, [OTHER, OWN]))).toBe('+u'.includes(cell) ? 'ok' : refusal);
    expect(outcome(() => assertAllowed(viewer, action, [OTHER]))).toBe(cell === '+' ? 'ok' : refusal);
    expect(outcome(() => assertAllowed(viewer, action, []))).toBe(cell === '+' ? 'ok' : refusal);
    expect(outcome(() => assertAllowed(viewer, action, null))).toBe('+p'.includes(cell) ? 'ok' : refusal);
    expect(outcome(() => unitFilter(viewer, action))).toBe('+u'.includes(cell) ? 'ok' : refusal);
    if ('+u'.includes(cell)) expect(unitFilter(viewer, action)).toEqual(cell === 'u' ? { unitId: OWN } : null);
  });

  it('refuses what it does not name', () => {
    for (const action of ['DROP_EVERYTHING', 'constructor', '__proto__', '']) {
      for (const role of roles) expect(scopeOf(viewerOf(role), action as Action)).toBeNull();
    }
    expect(scopeOf({ ...viewerOf(Role.Admin), role: 'ROOT' as Role }, 'READ_PUBLIC')).toBeNull();
  });

  it('gives an officer whose unit was removed no unit to see', () => {
    const stray = { ...viewerOf(Role.Officer), unitId: null };
    expect(scopeOf(stray, 'READ_REPORTS')).toBeNull();
    expect(outcome(() => assertAllowed(stray, 'READ_REPORTS', null))).toBe('FORBIDDEN');
    expect(outcome(() => unitFilter(stray, 'READ_REPORTS'))).toBe('FORBIDDEN');
  });
});

describe('the list of the API', () => {
  it('names only actions of the policy', () => {
    expect(Object.values(schemaPolicy).filter((action) => !Object.hasOwn(policy, action))).toEqual([]);
  });

  it('lets nothing through that nobody decided on', () => {
    expect(actionOf('Query.units')).toBe('READ_PUBLIC');
    for (const coordinate of ['Query.secrets', 'toString', '__proto__', '']) expect(actionOf(coordinate)).toBeNull();
  });
});
