import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { buildSchema } from 'graphql';
import { projectFile } from '../../schema/base/index.js';
import { changelog, releasedChangelog } from '../../server/schema-changes/changelog.js';
import { deprecationFaults } from '../../server/schema-changes/deprecation-rules.js';
import { schemaChanges } from '../../server/schema-changes/schema-changes.js';

const RELEASED = buildSchema(`
  type Query { unit(code: String!): Unit }
  type Unit { "Tên" name: String! area: Int kind: Kind }
  enum Kind { COMMUNE }
`);
/** A deliberate change of every severity. */
const CURRENT = buildSchema(`
  type Query { unit(code: String!, asOf: String): Unit }
  type Unit { "Tên đơn vị" name: String! kind: Kind report: Report }
  type Report { id: ID! sentAt: String }
  enum Kind { COMMUNE AGENCY }
`);

describe('the difference to the released schema', () => {
  it('is told by severity, what is new as a whole once', async () => {
    const changes = await schemaChanges(RELEASED, CURRENT);
    expect(changes.map(({ severity, path }) => [severity, path])).toEqual([
      ['BREAKING', 'Unit.area'],
      ['DANGEROUS', 'Kind.AGENCY'],
      ['DANGEROUS', 'Query.unit.asOf'],
      ['SAFE', 'Report'],
      ['SAFE', 'Unit.name'],
      ['SAFE', 'Unit.report'],
    ]);
  });

  it('makes the changelog, which keeps what releases said', async () => {
    const changes = await schemaChanges(RELEASED, CURRENT);
    const unreleased = changelog('', changes);
    expect(unreleased).toContain(
      "### BREAKING: phải sửa giao diện trước khi dùng bản này\n\n- `Unit.area`: Field 'area'",
    );
    expect(unreleased).toContain('- 1 mô tả (description) được viết lại');
    expect(changelog(unreleased, changes)).toBe(unreleased);
    const released = releasedChangelog(unreleased, changes, '0.2.0', '2026-12-01');
    expect(released.match(/^## .+$/gm)).toEqual(['## Chưa phát hành (unreleased)', '## 0.2.0 (2026-12-01)']);
    expect(changelog(released, changes).match(/`Unit\.area`/g)).toHaveLength(2);
  });

  it('is what the committed changelog says', async () => {
    const [released, current] = ['server/schema.released.graphql', 'server/schema.graphql'].map((file) =>
      buildSchema(readFileSync(projectFile(file), 'utf8')),
    );
    const before = readFileSync(projectFile('server/schema-changelog.md'), 'utf8');
    expect(changelog(before, released && current ? await schemaChanges(released, current) : [])).toBe(before);
  });
});

function faultsOf(reason: string): string[] {
  return deprecationFaults(buildSchema(`type Query { old: Int @deprecated(reason: "${reason}") new: Int }`));
}

describe('a deprecation', () => {
  it.each(['Bỏ sau 2027-06-30; dùng «new».', 'Bỏ sau 2027-06-30; dùng «Query.new».'])('may say «%s»', (reason) => {
    expect(faultsOf(reason)).toEqual([]);
  });

  it.each([
    ['no day', 'dùng «new»', /thiếu ngày bỏ/],
    ['a day that there is not', 'Bỏ sau 2027-02-30; dùng «new».', /thiếu ngày bỏ/],
    ['no replacement', 'Bỏ sau 2027-06-30.', /thay thế/],
    ['a replacement that there is not', 'Bỏ sau 2027-06-30; dùng «newer».', /«newer» không có/],
    ['itself as replacement', 'Bỏ sau 2027-06-30; dùng «old».', /sắp bỏ/],
  ])('with %s is refused', (_case, reason, fault) => {
    expect(faultsOf(reason)).toEqual([expect.stringMatching(fault)]);
  });

  it('is looked for in arguments, inputs and enums as well', () => {
    const sdl = `type Query { a(b: Int @deprecated(reason: "x")): E } enum E { A @deprecated B }
      input I { c: Int @deprecated(reason: "y") d: Int }`;
    expect(deprecationFaults(buildSchema(sdl)).map((text) => text.split(':')[0])).toEqual(['Query.a.b', 'E.A', 'I.c']);
  });

  it('of our schema says enough', () => {
    expect(deprecationFaults(buildSchema(readFileSync(projectFile('server/schema.graphql'), 'utf8')))).toEqual([]);
  });
});
