import { readFile } from 'node:fs/promises';
import type { Plugin } from 'esbuild';

const fontFace = /@font-face\s*\{[^}]*\}/g;
/** Starts of the ranges that hold no letter of Vietnamese or English: Cyrillic and Greek. */
const foreignLetters = /unicode-range:\s*U\+(0460|0400|1F00|0370)/;

/** The style sheet without fonts that no text of the page can use. */
export function withoutUnusedFonts(css: string): string {
  return css.replaceAll(fontFace, (rule) => (rule.includes('Fira Code') || foreignLetters.test(rule) ? '' : rule));
}

/** Leaves out styles the page does not need. */
export const leanStyles: Plugin = {
  name: 'lean-styles',
  setup({ onLoad }) {
    // GraphiQL's own sheet holds the editor's rules already, which the editor brings again file by file.
    onLoad({ filter: /node_modules\/monaco-editor\/.*\.css$/ }, () => ({ contents: '', loader: 'css' }));
    onLoad({ filter: /node_modules\/graphiql\/.*\.css$/ }, async ({ path }) => ({
      contents: withoutUnusedFonts(await readFile(path, 'utf8')),
      loader: 'css',
    }));
  },
};
