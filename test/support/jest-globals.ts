/** What a test file gets for `@jest/globals`; evaluated anew for each file (`test-runner.ts`). */
const globals = Reflect.get(globalThis, Symbol.for('ke-hoach-457 jest')) as typeof import('@jest/globals');

export const { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, test } = globals;
