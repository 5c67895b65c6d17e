import { createRequire, registerHooks } from 'node:module';
import { pathToFileURL } from 'node:url';

type Circus = (...parameters: readonly unknown[]) => Promise<unknown>;

const require = createRequire(import.meta.url);
const { default: runWithCircus } = require('jest-circus/runner') as { default: Circus };
const globalsModule = new URL('jest-globals.js', import.meta.url).href;
const eventHandlers = Symbol.for('EVENT_HANDLERS'); // of jest-circus

/** Number of the test file that runs in this process. */
let fileNumber = 0;

registerHooks({
  resolve(specifier, context, next) {
    if (specifier !== '@jest/globals') return next(specifier, context);
    return { url: `${globalsModule}?file=${fileNumber}`, format: 'module', shortCircuit: true };
  },
});

/**
 * Runs a test file: jest's own runner, except that modules are loaded by Node itself, as they are when they ship, and
 * once in a process rather than once for each test file. Jest asks for a default export.
 */
// oxlint-disable-next-line import/no-default-export
export default async function runTestFile(
  globalConfig: unknown,
  config: unknown,
  environment: unknown,
  runtime: object,
  testPath: string,
  sendMessage: unknown,
): Promise<unknown> {
  fileNumber += 1;
  const native = Object.assign(Object.create(runtime), {
    requireInternalModule: requireAfresh,
    setGlobalsForRuntime: (globals: unknown) => Reflect.set(globalThis, Symbol.for('ke-hoach-457 jest'), globals),
    unstable_shouldLoadAsEsm: () => true,
    unstable_importModule: (path: string) => import(pathToFileURL(path).href),
  });
  return runWithCircus(globalConfig, config, environment, native, testPath, sendMessage);
}

/** What jest-circus keeps of a test file (its tests, who is told of them) must not be there for the next one. */
function requireAfresh(path: string): unknown {
  Reflect.deleteProperty(globalThis, eventHandlers);
  delete require.cache[path];
  return require(path);
}
