import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { buildSchema, getVariableValues, Kind, parse, validate, type OperationDefinitionNode } from 'graphql';
import { projectFile } from '../../schema/base/index.js';
import { audiences } from '../../server/playground/saved-query-list.js';
import { readSavedQueries } from '../../server/playground/saved-queries.js';

const schema = buildSchema(readFileSync(projectFile('server/schema.graphql'), 'utf8'));
const savedQueries = readSavedQueries();

function operationOf(query: string): OperationDefinitionNode {
  const operation = parse(query).definitions.find((node) => node.kind === Kind.OPERATION_DEFINITION);
  if (!operation) throw new Error('no operation');
  return operation;
}

describe('saved queries', () => {
  it('are listed each once, and none is forgotten', () => {
    const files = readdirSync(projectFile('server/playground/saved-queries')).map((name) =>
      name.replace('.graphql', ''),
    );
    expect(savedQueries.map(({ name }) => name).toSorted()).toEqual(files.toSorted());
  });

  it('are there for every audience', () => {
    expect(new Set(savedQueries.map(({ audience }) => audience))).toEqual(new Set(audiences));
  });

  it.each(savedQueries)('$name fits the schema', ({ query }) => {
    expect(validate(schema, parse(query)).map(({ message }) => message)).toEqual([]);
  });

  it.each(savedQueries)('$name only reads, and comes with variables that fit', ({ query, variables }) => {
    const operation = operationOf(query);
    expect(operation.operation).toBe('query');
    const { errors, coerced } = getVariableValues(schema, operation.variableDefinitions ?? [], { ...variables });
    expect(errors).toBeUndefined();
    expect(Object.keys(variables).filter((name) => !(name in (coerced ?? {})))).toEqual([]);
  });
});
