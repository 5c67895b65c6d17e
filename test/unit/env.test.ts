import { describe, expect, it } from '@jest/globals';
import { environmentTable, PlanError, readEnvironment } from '../../schema/base/index.js';

/** The faults that are reported, by variable. */
function faultsOf(variables: NodeJS.ProcessEnv): string[] {
  try {
    readEnvironment(variables);
    return [];
  } catch (error) {
    if (!(error instanceof PlanError) || error.code !== 'CONFIGURATION') throw error;
    const names = (error.details['problems'] as string[]).map((problem) => problem.split(':')[0] ?? '');
    for (const name of names) expect(error.message).toContain(name);
    return names;
  }
}

describe('readEnvironment', () => {
  it('has a default for everything', () => {
    expect(readEnvironment({})).toMatchObject({ PORT: 4000, HOST: '127.0.0.1', PLAYGROUND: true, SESSION_HOURS: 12 });
    expect(readEnvironment({}).DATABASE_URL).toBeUndefined();
  });

  it('takes values as text and gives them in their type', () => {
    const environment = readEnvironment({ PORT: '8080', PLAYGROUND: 'false', GO_LIVE_ON: '2026-11-23' });
    expect(environment).toMatchObject({ PORT: 8080, PLAYGROUND: false, GO_LIVE_ON: '2026-11-23' });
  });

  it('counts an empty value as unset, and looks at no other variable', () => {
    const empty = Object.fromEntries(Object.keys(environmentTable).map((name) => [name, '']));
    expect(readEnvironment({ ...empty, PATH: '/usr/bin' })).toEqual(readEnvironment({}));
  });

  it('reports all faults together', () => {
    const wrong = {
      DATABASE_URL: 'mysql://localhost/x',
      SMTP_URL: 'localhost:25',
      MAIL_FROM: 'nobody',
      PUBLIC_URL: 'javascript:alert(1)',
      PORT: '70000',
      PLAYGROUND: 'yes',
      SESSION_HOURS: '1.5',
      LOG_LEVEL: 'loud',
      GO_LIVE_ON: '2026-02-30',
    };
    expect(faultsOf(wrong).toSorted()).toEqual(Object.keys(wrong).toSorted());
  });

  it.each([
    ['PORT', ['-1', '65536', '80a', '1e9']],
    ['DATABASE_POOL_SIZE', ['0', '201', '']],
    ['SESSION_HOURS', ['0', '721']],
  ])('keeps %s in its range', (name, values) => {
    for (const value of values) expect(faultsOf({ [name]: value })).toEqual(value === '' ? [] : [name]);
  });
});
