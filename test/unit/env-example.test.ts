import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { environmentTable, projectFile, readEnvironment } from '../../schema/base/index.js';
import { readExampleEnvironment } from '../support/example-environment.js';

const example = readExampleEnvironment();
const composeOnly = ['POSTGRES_PASSWORD'];

describe('.env.example', () => {
  it('names every variable of the product, and besides those only what docker-compose.yml needs', () => {
    expect(example.map(({ name }) => name).toSorted()).toEqual(
      [...Object.keys(environmentTable), ...composeOnly].toSorted(),
    );
  });

  it.each(example.filter(({ name }) => !composeOnly.includes(name)))(
    'shows the default of $name',
    ({ name, value }) => {
      const actual: unknown = Reflect.get(readEnvironment({}), name);
      expect(value).toBe(actual === undefined ? '' : String(actual));
    },
  );

  it.each(example)('explains $name', ({ explanation }) => {
    expect(explanation.length).toBeGreaterThan(20);
  });

  it('holds no secret', () => {
    expect(readFileSync(projectFile('.env.example'), 'utf8')).toMatch(/^POSTGRES_PASSWORD=$/m);
  });
});
