import { readFileSync } from 'node:fs';
import { projectFile } from '../../schema/base/index.js';

/** A variable of `.env.example`. */
export interface ExampleVariable {
  name: string;
  value: string;
  /** The comment right above it. */
  explanation: string;
}

/** The variables of `.env.example` in file order, those commented out too. */
export function readExampleEnvironment(): ExampleVariable[] {
  const blocks = readFileSync(projectFile('.env.example'), 'utf8').split(/\n\s*\n/);
  return blocks.flatMap((block) => {
    const lines = block.trim().split('\n');
    const [, name, value] = /^#?([A-Z][A-Z_]*)=(.*)$/.exec(lines.at(-1) ?? '') ?? [];
    if (!name) return [];
    const explanation = lines.slice(0, -1).map((line) => line.replace(/^# ?/, ''));
    return [{ name, value: value ?? '', explanation: explanation.join(' ') }];
  });
}
