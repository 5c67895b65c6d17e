import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { environmentTable, projectFile, readEnvironment } from '../../schema/base/index.js';
import { readExampleEnvironment } from '../support/example-environment.js';

interface Service {
  image: string;
  build?: { dockerfile_inline: string };
  command?: string[];
  environment?: Record<string, string | number>;
  healthcheck?: { test: string[] };
  ports?: string[];
  depends_on?: Record<string, { condition: string }>;
}

const text = readFileSync(projectFile('docker-compose.yml'), 'utf8');
const { services } = parse(text, { merge: true }) as { services: Record<string, Service> };
const ourServices = ['migrate', 'server', 'worker'] as const;
const variablePattern = /\$\{([A-Z_]+)(?:(:-|:\?)([^}]*))?\}/g;

/** The environment of a service as the container sees it when only `given` is set outside. */
function environmentOf(service: string, given: Record<string, string>): Record<string, string> {
  const entries = Object.entries(services[service]?.environment ?? {});
  return Object.fromEntries(entries.map(([name, value]) => [name, fillIn(String(value), given)]));
}

function fillIn(value: string, given: Record<string, string>): string {
  return value.replaceAll(variablePattern, (_all, name: string, operator: string, rest: string) => {
    const found = given[name];
    if (found) return found;
    if (operator === ':-') return rest;
    throw new Error(`${name} is not set`);
  });
}

describe('docker-compose.yml', () => {
  it.each(ourServices)('gives %s only variables the product knows', (service) => {
    for (const name of Object.keys(services[service]?.environment ?? {})) expect(environmentTable).toHaveProperty(name);
  });

  it.each(ourServices)('gives %s an environment the product accepts, with a database of its own', (service) => {
    const environment = readEnvironment(environmentOf(service, { POSTGRES_PASSWORD: 'abc123' }));
    expect(environment.DATABASE_URL).toBe('postgresql://plan:abc123@postgres:5432/plan');
  });

  it('gives the worker a mail server and the server an address reachable from outside its container', () => {
    const given = { POSTGRES_PASSWORD: 'abc123' };
    expect(readEnvironment(environmentOf('worker', given)).SMTP_URL).toBe('smtp://mail:1025');
    expect(readEnvironment(environmentOf('server', given)).HOST).toBe('0.0.0.0');
  });

  it.each(['postgres', ...ourServices])('does not start %s without a database password', (service) => {
    expect(() => environmentOf(service, {})).toThrow('POSTGRES_PASSWORD is not set');
  });

  it('reads only variables that .env.example explains, with the same defaults as the product', () => {
    const defaults = readEnvironment({});
    const documented = new Set(readExampleEnvironment().map(({ name }) => name));
    for (const [, name = '', operator, fallback = ''] of text.matchAll(variablePattern)) {
      expect(documented).toContain(name);
      const own: unknown = Reflect.get(defaults, name);
      if (operator === ':-' && own !== undefined) expect(`${name}=${fallback}`).toBe(`${name}=${String(own)}`);
    }
  });

  it('runs compiled entry points that exist, as a user other than root', () => {
    for (const service of ourServices) {
      const { command = [], build } = services[service] ?? {};
      const source = command.at(-1)?.replace(/^dist\/(.*)\.js$/, '$1.ts') ?? '';
      expect(() => readFileSync(projectFile(source))).not.toThrow();
      expect(build?.dockerfile_inline).toMatch(/^USER node$/m);
    }
  });

  it('starts what needs the database only once its tables are there', () => {
    expect(services['migrate']?.depends_on).toEqual({ postgres: { condition: 'service_healthy' } });
    for (const name of ['server', 'worker'])
      expect(services[name]?.depends_on).toMatchObject({ migrate: { condition: 'service_completed_successfully' } });
  });

  it('sorts Vietnamese names as the embedded database does', () => {
    expect(services['postgres']?.environment?.['POSTGRES_INITDB_ARGS']).toContain('--icu-locale=vi-VN');
  });
});
