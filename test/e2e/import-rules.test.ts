import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Role } from '../../schema/access/index.js';
import { instantAt, parseCivilDate } from '../../schema/base/index.js';
import { builtInProfiles } from '../../schema/dossiers/intake/built-in.js';
import { dataOf, resultOf } from '../support/answers.js';
import { csvOf } from '../support/dossier-rows.js';
import { startRunningServer, type RunningServer } from '../support/running-server.js';

let server: RunningServer;
let admin: Awaited<ReturnType<RunningServer['createAccount']>>;

beforeAll(async () => {
  server = await startRunningServer(instantAt(parseCivilDate('2026-03-02'), 8));
  admin = await server.createAccount(Role.Admin);
});
afterAll(() => server?.close());

const ERRORS = '... on UserErrors { userErrors { code message path } }';
const SAVE_PROFILE = `mutation ($yaml: String!) { saveImportProfile(yaml: $yaml) {
  ... on SaveImportProfilePayload { importProfile { name version title savedBy } } ${ERRORS} } }`;
const SAVE_RULE = `mutation ($code: String!, $severity: FindingSeverity, $enabled: Boolean, $parameters: String,
    $message: String, $source: String) {
  saveValidationRule(code: $code, severity: $severity, enabled: $enabled, parameters: $parameters, message: $message,
    source: $source) {
    ... on SaveValidationRulePayload { validationRule { code check severity enabled parameters } } ${ERRORS} } }`;
const IMPORT = `mutation ($csv: String!, $profile: String) { importDossiers(fileName: "ho-so.csv", csv: $csv,
  profile: $profile) { ... on ImportDossiersPayload { dossierImport { created rejected rejections { rule } } } ${ERRORS} } }`;

const ask = async (operation: string, variables: Record<string, unknown>) =>
  resultOf(await server.request(operation, variables, admin.token));

async function audited(subjectType: string): Promise<string[]> {
  const data = dataOf<{ auditEntries: { nodes: { action: string; details: string }[] } }>(
    await server.request(
      `{ auditEntries(filter: { subjectType: "${subjectType}" }) { nodes { action details } } }`,
      {},
      admin.token,
    ),
  );
  return data.auditEntries.nodes.map(({ action }) => action);
}

describe('an administrator', () => {
  it('finds the profiles and rules of a new installation', async () => {
    const data = dataOf<{ importProfiles: { name: string }[]; validationRules: { code: string; check: string }[] }>(
      await server.request('{ importProfiles { name version } validationRules { code check } }', {}, admin.token),
    );
    expect(data.importProfiles.map(({ name }) => name)).toEqual(['one-stop', 'standard']);
    expect(data.validationRules.filter(({ check }) => check === 'FORMAT')).toHaveLength(14);
    expect(data.validationRules.map(({ code }) => code)).toContain('UNIT_NOT_COMPETENT');
  });

  it('saves a profile as a new version and imports by it, audited', async () => {
    const own = (builtInProfiles()[0]?.yaml ?? '')
      .replace('name: standard', 'name: quan-ly')
      .replace('header: rating', 'header: ["Đánh giá"]')
      .replace("delimiter: ','", "delimiter: ';'");
    expect(await ask(SAVE_PROFILE, { yaml: own })).toMatchObject({ importProfile: { name: 'quan-ly', version: 1 } });
    expect(await ask(SAVE_PROFILE, { yaml: own })).toMatchObject({ importProfile: { version: 1 } });
    expect(await ask(SAVE_PROFILE, { yaml: `${own}\n# đã xem lại\n` })).toMatchObject({
      importProfile: { version: 2 },
    });
    expect(await audited('ImportProfile')).toEqual(['IMPORT_PROFILE_SAVED', 'IMPORT_PROFILE_SAVED']);
    const csv = csvOf([{ code: 'H27.14-251103-0901' }])
      .replace('rating', 'đánh  GIÁ')
      .replaceAll(',', ';');
    expect(await ask(IMPORT, { csv, profile: 'quan-ly' })).toMatchObject({
      dossierImport: { created: 1, rejected: 0 },
    });
  });

  it('is told file, line and reason of a wrong profile, and of one that is not there', async () => {
    const { userErrors } = await ask(SAVE_PROFILE, { yaml: 'name: Sai Tên\ncolumns: 1\n' });
    expect(userErrors?.[0]).toMatchObject({ code: 'INVALID_INPUT', path: ['yaml'] });
    expect(userErrors?.[0]?.message).toContain('yaml:1: «name»: phải gồm chữ thường không dấu');
    const missing = await ask(IMPORT, { csv: csvOf([{}]), profile: 'khong-co' });
    expect(missing.userErrors?.[0]).toMatchObject({ code: 'NOT_FOUND', path: ['profile'] });
  });

  it('changes a rule, and the next import follows it', async () => {
    const csv = csvOf([{ code: 'H27.14-251103-0902', due_on: '2025-11-02' }]);
    expect(await ask(IMPORT, { csv })).toMatchObject({
      dossierImport: { created: 0, rejections: [{ rule: 'DUE_BEFORE_RECEIVED' }] },
    });
    const saved = await ask(SAVE_RULE, { code: 'DUE_BEFORE_RECEIVED', severity: 'WARN' });
    expect(saved).toMatchObject({ validationRule: { severity: 'WARN', check: 'COMPARE', enabled: true } });
    expect(await ask(IMPORT, { csv })).toMatchObject({ dossierImport: { created: 1, rejected: 0 } });
    expect(await audited('ValidationRule')).toEqual(['VALIDATION_RULE_SAVED']);
  });

  it('adds a rule that compares two days, and no other', async () => {
    const rule = {
      code: 'DUE_WITHIN_REACH',
      severity: 'BLOCK',
      parameters: '{"left":"due_on","operator":">","right":"opened_on"}',
      message: 'Hạn {due_on} phải sau ngày mở {opened_on}.',
      source: 'thử',
    };
    expect(await ask(SAVE_RULE, rule)).toMatchObject({ validationRule: { check: 'COMPARE', enabled: true } });
    const wrong = await ask(SAVE_RULE, { ...rule, code: 'OTHER', parameters: '{"left":"x"}' });
    expect(wrong.userErrors?.[0]).toMatchObject({ code: 'INVALID_INPUT', path: ['parameters'] });
  });

  it('cannot switch off a rule about the form of cells', async () => {
    const refused = await ask(SAVE_RULE, { code: 'CODE_FORMAT', enabled: false });
    expect(refused.userErrors?.[0]).toMatchObject({ code: 'CONFLICT', path: ['code'] });
  });
});
