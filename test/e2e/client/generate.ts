import { readFileSync } from 'node:fs';
import { codegen } from '@graphql-codegen/core';
import * as typedDocumentNode from '@graphql-codegen/typed-document-node';
import * as operations from '@graphql-codegen/typescript-operations';
import { isInterfaceType, parse, type DocumentNode, type GraphQLSchema } from 'graphql';
import { format } from 'prettier';
import { projectFile } from '../../../schema/base/index.js';

const OPERATIONS = 'test/e2e/client/operations.graphql';

/** Apollo's cache must know which types an interface stands for, or fragments on it read nothing. */
const possibleTypes = {
  plugin: (schema: GraphQLSchema): string => {
    const interfaces = Object.values(schema.getTypeMap()).filter(isInterfaceType);
    const entries = interfaces.map((type) => [type.name, schema.getPossibleTypes(type).map(({ name }) => name)]);
    return `/** Which types stand behind each interface. */\nexport const possibleTypes = ${JSON.stringify(Object.fromEntries(entries))};`;
  },
};

/** The text of `documents.ts`: types and documents of `operations.graphql`, checked against the schema. */
export async function typedDocuments(): Promise<string> {
  const text = await codegen({
    schema: read('server/schema.graphql'),
    documents: [{ location: OPERATIONS, document: read(OPERATIONS) }],
    filename: 'documents.ts',
    config: {
      documentMode: 'graphQLTag',
      gqlImport: '@apollo/client#gql',
      dedupeFragments: true,
      // Days and instants travel as text, counts as numbers; a scalar that is not named here fails the build.
      strictScalars: true,
      scalars: { Date: 'string', DateTime: 'string', SafeInt: 'number' },
      useTypeImports: true,
    },
    plugins: [{ operations: {} }, { typedDocumentNode: {} }, { possibleTypes: {} }],
    pluginMap: { operations, typedDocumentNode, possibleTypes },
  });
  return format(`// Made by npm run client:documents from operations.graphql; do not edit.\n${text}`, {
    parser: 'typescript',
    singleQuote: true,
    printWidth: 120,
  });
}

function read(file: string): DocumentNode {
  return parse(readFileSync(projectFile(file), 'utf8'));
}
