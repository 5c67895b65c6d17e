import type { SchemaChange, Severity } from './schema-changes.js';

const TITLE = `# Thay đổi của API (GraphQL schema changelog)

Sinh tự động bằng \`npm run schema:changes\` từ schema.released.graphql và schema.graphql; không sửa tay.
`;
const UNRELEASED = 'Chưa phát hành (unreleased)';

const HEADINGS: Readonly<Record<Severity, string>> = {
  BREAKING: 'BREAKING: phải sửa giao diện trước khi dùng bản này',
  DANGEROUS: 'DANGEROUS: có thể làm giao diện chạy khác đi',
  SAFE: 'SAFE: giao diện cũ chạy như trước',
};

/** The changelog with the section of what is not released yet made anew; the sections of releases stay as they are. */
export function changelog(before: string, changes: readonly SchemaChange[]): string {
  return [TITLE, section(UNRELEASED, changes), ...releasedSections(before)].join('\n');
}

/** The changelog of a release: what was not released yet gets the number and the day (`YYYY-MM-DD`). */
export function releasedChangelog(
  before: string,
  changes: readonly SchemaChange[],
  version: string,
  day: string,
): string {
  const sections = [section(UNRELEASED, []), section(`${version} (${day})`, changes), ...releasedSections(before)];
  return [TITLE, ...sections].join('\n');
}

function section(title: string, changes: readonly SchemaChange[]): string {
  if (changes.length === 0) return `## ${title}\n\nKhông có thay đổi.\n`;
  const parts = (Object.keys(HEADINGS) as Severity[]).flatMap((severity) => {
    const lines = linesOf(changes.filter((change) => change.severity === severity));
    return lines.length === 0 ? [] : [`### ${HEADINGS[severity]}\n\n${lines.map((line) => `- ${line}\n`).join('')}`];
  });
  return `## ${title}\n\n${parts.join('\n')}`;
}

function linesOf(changes: readonly SchemaChange[]): string[] {
  const words = changes.filter(({ isWording }) => isWording).length;
  return [
    ...changes.filter(({ isWording }) => !isWording).map(({ path, message }) => `\`${path}\`: ${message}`),
    ...(words > 0 ? [`${words} mô tả (description) được viết lại`] : []),
  ];
}

function releasedSections(before: string): string[] {
  return before
    .split(/^(?=## )/m)
    .slice(1)
    .filter((text) => !text.startsWith(`## ${UNRELEASED}`))
    .map((text) => `${text.trimEnd()}\n`);
}
