import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import {
  buildSchema,
  getNamedType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
  isSpecifiedScalarType,
  isUnionType,
  type GraphQLField,
} from 'graphql';
import { actionOf, PUBLIC_VIEWER, scopeOf } from '../../schema/access/index.js';
import { projectFile } from '../../schema/base/index.js';

const schema = buildSchema(readFileSync(projectFile('server/schema.graphql'), 'utf8'));
const types = Object.values(schema.getTypeMap()).filter(
  (type) => !type.name.startsWith('__') && !isSpecifiedScalarType(type),
);
const fields = types
  .filter((type) => isObjectType(type) || isInterfaceType(type))
  .flatMap((type) => Object.values(type.getFields()).map((field) => ({ place: `${type.name}.${field.name}`, field })));
const mutations = Object.values(schema.getMutationType()?.getFields() ?? {});

/** Everything that can be described, with its place. */
const described = types.flatMap((type): [string, string | null | undefined][] => {
  const values = isEnumType(type) ? type.getValues() : [];
  const inputs = isInputObjectType(type) ? Object.values(type.getFields()) : [];
  return [
    [type.name, type.description],
    ...[...values, ...inputs].map((one): [string, string | null | undefined] => [
      `${type.name}.${one.name}`,
      one.description,
    ]),
  ];
});
for (const { place, field } of fields) {
  described.push([place, field.description]);
  for (const { name, description } of field.args) described.push([`${place}(${name})`, description]);
}

/** Places whose description does not match. */
function without(pattern: RegExp): string[] {
  return described.filter(([, text]) => !pattern.test(text?.trim() ?? '')).map(([place]) => place);
}

function argumentsOf({ args }: GraphQLField<unknown, unknown>): string[] {
  return args.map(({ name }) => name);
}

describe('the schema', () => {
  it('describes every type, field, argument and value, in Vietnamese and with the English term at the end', () => {
    expect(described.length).toBeGreaterThan(2_500);
    expect(without(/[àáạảãâầấậẩẫăằắặẳẵèéẹẻẽêềếệểễìíịỉĩòóọỏõôồốộổỗơờớợởỡùúụủũưừứựửữỳýỵỷỹđ]/i)).toEqual([]);
    expect(without(/\([^()]*[A-Za-z][^()]*\)\.?$/)).toEqual([]);
  });

  it('pages every connection in both directions, with nodes, edges and a total', () => {
    const connections = fields.filter(({ field }) => getNamedType(field.type).name.endsWith('Connection'));
    expect(connections.length).toBeGreaterThan(20);
    const args = ['after', 'before', 'first', 'last'];
    expect(connections.filter(({ field }) => !args.every((name) => argumentsOf(field).includes(name)))).toEqual([]);
    for (const { field } of connections) {
      const type = getNamedType(field.type);
      expect(isObjectType(type) && Object.keys(type.getFields())).toEqual(
        expect.arrayContaining(['edges', 'nodes', 'pageInfo', 'totalCount']),
      );
    }
  });

  it('gives whatever has a global id back by node', () => {
    const node = schema.getType('Node');
    expect(isInterfaceType(node) && schema.getPossibleTypes(node).length).toBeGreaterThan(10);
    expect(Object.keys(schema.getQueryType()?.getFields() ?? {})).toEqual(expect.arrayContaining(['node', 'nodes']));
  });

  it('answers every mutation with a union of payload and refusals; only signing out can never be refused', () => {
    const plain = mutations.filter(({ type }) => {
      const named = getNamedType(type);
      return !isUnionType(named) || !named.getTypes().some(({ name }) => name === 'UserErrors');
    });
    expect(plain.map(({ name }) => name)).toEqual(['signOut']);
    const error = schema.getType('UserError');
    expect(isObjectType(error) && Object.keys(error.getFields()).toSorted()).toEqual([
      'code',
      'hint',
      'message',
      'path',
    ]);
  });

  it('lets a client name every mutation but those that anybody may send', () => {
    for (const mutation of mutations) {
      const action = actionOf(`Mutation.${mutation.name}`);
      const isPublic = action !== null && scopeOf(PUBLIC_VIEWER, action) !== null;
      expect([mutation.name, argumentsOf(mutation).includes('clientMutationId')]).toEqual([mutation.name, !isPublic]);
    }
  });
});
