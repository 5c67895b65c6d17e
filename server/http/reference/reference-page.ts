import {
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isIntrospectionType,
  isObjectType,
  isScalarType,
  isSpecifiedScalarType,
  isUnionType,
  type GraphQLNamedType,
  type GraphQLSchema,
} from 'graphql';
import { Html, html } from '../../../schema/base/index.js';
import { REFERENCE_STYLE } from './reference-style.js';
import { typeSection } from './type-section.js';

/** As one piece: a blank more and the policy's hash would not fit. */
const STYLE = new Html(`<style>${REFERENCE_STYLE}</style>`);

interface Chapter {
  readonly title: string;
  readonly types: readonly GraphQLNamedType[];
}

/** The whole reference as one HTML document; the same schema gives the same text. */
export function referencePage(schema: GraphQLSchema): string {
  const chapters = chaptersOf(schema);
  return html`<!doctype html>
    <html lang="vi">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>Tài liệu API GraphQL · Kế hoạch 457</title>
        <link rel="icon" href="data:," />
        ${STYLE}
      </head>
      <body>
        <nav aria-label="Mục lục">${chapters.map(contents)}</nav>
        <main>
          <h1>Tài liệu API GraphQL (reference)</h1>
          <p>
            Gửi POST tới <code>/graphql</code>; thử trực tiếp ở <a href="/playground">/playground</a>. Trang này sinh từ
            schema đang chạy.
          </p>
          ${chapters.map(
            ({ title, types }) =>
              html`<h2>${title}</h2>
                ${types.map((type) => typeSection(schema, type))}`,
          )}
        </main>
      </body>
    </html>`.text;
}

function contents({ title, types }: Chapter): Html {
  const fields = types.flatMap((type) => (isRoot(type) ? rootFields(type) : [type.name]));
  return html`<details>
    <summary>${title} (${fields.length})</summary>
    <ul>
      ${fields.map((anchor) => html`<li><a href="#${anchor}">${anchor.replace(/^(Query|Mutation)\./, '')}</a></li>`)}
    </ul>
  </details>`;
}

function chaptersOf(schema: GraphQLSchema): Chapter[] {
  const types = Object.values(schema.getTypeMap())
    .filter((type) => !isIntrospectionType(type) && !isSpecifiedScalarType(type))
    .toSorted((one, other) => one.name.localeCompare(other.name, 'en'));
  const only = (isOne: (type: GraphQLNamedType) => boolean) => types.filter(isOne);
  return [
    { title: 'Truy vấn (queries)', types: only(({ name }) => name === 'Query') },
    { title: 'Thao tác (mutations)', types: only(({ name }) => name === 'Mutation') },
    { title: 'Kiểu đối tượng (objects)', types: only(isOther) },
    { title: 'Giao diện (interfaces)', types: only(isInterfaceType) },
    { title: 'Kết quả (unions)', types: only(isUnionType) },
    { title: 'Dữ liệu gửi lên (inputs)', types: only(isInputObjectType) },
    { title: 'Danh mục giá trị (enums)', types: only(isEnumType) },
    { title: 'Kiểu giá trị (scalars)', types: only(isScalarType) },
  ];
}

/** An object that is no root. */
function isOther(type: GraphQLNamedType): boolean {
  return !isRoot(type) && isObjectType(type);
}

function isRoot({ name }: GraphQLNamedType): boolean {
  return name === 'Query' || name === 'Mutation';
}

function rootFields(type: GraphQLNamedType): string[] {
  return 'getFields' in type ? Object.keys(type.getFields()).map((field) => `${type.name}.${field}`) : [];
}
