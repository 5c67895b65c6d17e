import { readFile } from 'node:fs/promises';
import type { Plugin } from 'esbuild';

/** Fonts of the editor. Some systems' only monospace font lacks letters such as ố; a font of the page lends them. */
export const editorFonts = "Consolas, Menlo, 'Liberation Mono', 'Vietnamese letters', 'DejaVu Sans Mono', monospace";

const fontFace = /@font-face\s*\{[^}]*\}/g;
/** Starts of the ranges that hold no letter of Vietnamese or English: Cyrillic and Greek. */
const foreignLetters = /unicode-range:\s*U\+(0460|0400|1F00|0370)/;
const vietnameseLetters = /font-style:\s*normal;\s*font-weight:\s*400;[^}]*U\+1EA0-1EF9/;

/** GraphiQL's style sheet without the fonts that no text of the page can use, and with the one lent to the editor. */
export function adaptFonts(css: string): string {
  return css.replaceAll(fontFace, (rule) => {
    if (rule.includes('Fira Code') || foreignLetters.test(rule)) return '';
    if (!vietnameseLetters.test(rule)) return rule;
    return rule + rule.replace(/font-family:[^;]*;/, "font-family: 'Vietnamese letters';");
  });
}

/** Leaves out styles the page does not need. */
export const leanStyles: Plugin = {
  name: 'lean-styles',
  setup({ onLoad }) {
    // GraphiQL's own sheet holds the editor's rules already, which the editor brings again file by file.
    onLoad({ filter: /node_modules\/monaco-editor\/.*\.css$/ }, () => ({ contents: '', loader: 'css' }));
    onLoad({ filter: /node_modules\/graphiql\/.*\.css$/ }, async ({ path }) => ({
      contents: adaptFonts(await readFile(path, 'utf8')),
      loader: 'css',
    }));
  },
};
