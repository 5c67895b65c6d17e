import type { EChartsOption } from 'echarts';
import { init } from 'echarts/dist/echarts.esm.min';
import { Html, html } from '../../../base/index.js';

/** Ink of charts: readable in print, and told apart by people who confuse red and green. */
export const INK = {
  text: '#1f2933',
  quiet: '#52606d',
  line: '#d8dee4',
  track: '#e9eef3',
  met: '#0b5394',
  missed: '#c2571a',
  other: '#7b8794',
  target: '#111827',
} as const;

/** A chart to be drawn. */
export interface Chart {
  /** Unique in the page, ASCII. */
  readonly id: string;
  /** What it shows, and what it says in words for whoever does not see it. */
  readonly title: string;
  readonly description: string;
  /** Size of the drawing in its own units; the page scales it. */
  readonly width: number;
  readonly height: number;
  /** Whether inks tell how values stand against their targets. */
  readonly hasInks: boolean;
  readonly option: EChartsOption;
}

/**
 * A chart as SVG without styles, scripts or classes, so that the strictest policy of a page shows it; the same chart gives
 * the same text.
 */
export function chartSvg({ id, title, description, width, height, option }: Omit<Chart, 'hasInks'>): Html {
  const chart = init(null, null, { renderer: 'svg', ssr: true, width, height });
  try {
    chart.setOption({ animation: false, textStyle: { fontFamily: 'sans-serif' }, ...option });
    const drawn = withoutStyles(chart.renderToSVGString(), id);
    return html`<svg
      class="chart"
      xmlns="http://www.w3.org/2000/svg"
      viewBox="0 0 ${width} ${height}"
      role="img"
      aria-labelledby="${id}-title ${id}-desc"
    >
      <title id="${id}-title">${title}</title>
      <desc id="${id}-desc">${description}</desc>
      ${new Html(drawn)}
    </svg>`;
  } finally {
    chart.dispose();
  }
}

/** What stands inside of the drawing; texts in it are escaped by the library, so that no attribute can be meant by them. */
function withoutStyles(svg: string, id: string): string {
  return svg
    .replace(/^[\s\S]*?<svg[^>]*>\s*/, '')
    .replace(/<\/svg>\s*$/, '')
    .replaceAll(/<style\b[\s\S]*?<\/style>\s*/g, '')
    .replaceAll(/ (?:class|ecmeta_\w+)="[^"]*"/g, '')
    .replaceAll(/ style="([^"]*)"/g, (_, declarations: string) => asAttributes(declarations))
    .replaceAll(/\bzr\d+-/g, `${id}-`);
}

/** `font-size:12px;fill:none` as ` font-size="12px" fill="none"`. */
function asAttributes(declarations: string): string {
  const parts = declarations.split(';').filter((part) => part.includes(':'));
  return parts.map((part) => ` ${part.slice(0, part.indexOf(':'))}="${part.slice(part.indexOf(':') + 1)}"`).join('');
}
