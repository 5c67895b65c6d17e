import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { buildSchema, parse, validate } from 'graphql';
import { projectFile } from '../../schema/base/index.js';

const schema = buildSchema(readFileSync(projectFile('server/schema.graphql'), 'utf8'));
const readme = readFileSync(projectFile('README.md'), 'utf8');
const queries = [...readme.matchAll(/```graphql\n(.*?)```/gs)].map((match) => match[1] ?? '');

describe('README.md', () => {
  it('shows three queries', () => {
    expect(queries).toHaveLength(3);
  });

  it.each(queries)('shows a query that the API takes: %s', (query) => {
    expect(validate(schema, parse(query))).toEqual([]);
  });
});
