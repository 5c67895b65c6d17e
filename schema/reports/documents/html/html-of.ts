import { html, Html } from '../../../base/index.js';
import type { ReportDocument } from '../../report-document.js';
import type { DocumentOutline, OutlineAnnex, OutlineBlock, OutlineTable } from '../outline/outline.js';
import { indicatorChart } from './indicator-chart.js';
import { figureHtml, tableHtml, trendTable } from './table-html.js';
import { trendChart, trendsOf } from './trend-chart.js';
import { unitCharts } from './unit-chart.js';

/** What a page has around the report. */
export interface PageFrame {
  /** Text of the style sheet, to stand in the page; null to link the one that the server has at `/pages/report.css`. */
  readonly style: string | null;
  /** What stands above the report on a screen, never on paper; null for nothing. */
  readonly bar: Html | null;
}

/** Id of the table of indicators, beside which they are drawn. */
const INDICATOR_TABLE = 'CHI_SO';
const UNIT_TABLES = 'DON_VI_';

/**
 * The report as a whole HTML page with its charts drawn: no script, no style attribute, nothing from elsewhere. The same
 * outline, document and frame give the same text.
 */
export function htmlOf(outline: DocumentOutline, document: ReportDocument, { style, bar }: PageFrame): string {
  const { identity, subject, marks } = outline;
  return html`<!doctype html>
    <html lang="vi">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="kh457-report" content="${identity.reportId}" />
        <meta name="kh457-revision" content="${identity.revision}" />
        ${identity.sha256 !== null && html`<meta name="kh457-sha256" content="${identity.sha256}" />`}
        <title>${subject} – ${document.issuer.name}</title>
        <link rel="icon" href="data:," />
        ${style === null ? html`<link rel="stylesheet" href="/pages/report.css" />` : styleElement(style)}
      </head>
      <body>
        ${bar}
        <article>
          ${marks.length > 0 && html`<p class="marks">${marks.map((mark) => html`<strong>${mark}</strong> `)}</p>`}
          ${headOf(outline)} ${outline.blocks.map((block) => blockHtml(block, document))} ${signatureOf(outline)}
          ${outline.annexes.map((annex) => annexHtml(annex, document))}
          <footer>${identityLine(outline)}</footer>
        </article>
      </body>
    </html>`.text;
}

/** The project's own style sheet, which has no `<` in it, as an element. */
function styleElement(style: string): Html {
  return new Html(`<style>\n${style}</style>`);
}

function headOf({ head, title, subject }: DocumentOutline): Html {
  return html`<header class="head">
      <div>
        ${head.parentAgency !== null && html`<p>${head.parentAgency}</p>`}
        ${head.agency.map((line) => html`<p class="strong">${line}</p>`)}
        <p class="number-line">${head.number}</p>
      </div>
      <div>
        <p class="strong">CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM</p>
        <p class="strong motto">Độc lập - Tự do - Hạnh phúc</p>
        <p class="place">${head.placeAndDate}</p>
      </div>
    </header>
    <h1>${title}</h1>
    <p class="subject">${subject}</p>`;
}

function blockHtml(block: OutlineBlock, document: ReportDocument): Html {
  if (block.kind === 'TABLE') return tableWithCharts(block, document);
  if (block.kind === 'PARAGRAPH') {
    return html`<p class="${block.voice === 'QUOTED' ? 'quoted' : 'system'}">${block.text}</p>`;
  }
  const words = `${block.number} ${block.text}`;
  return block.level === 1 ? html`<h2>${words}</h2>` : html`<h3>${words}</h3>`;
}

/** A table and what is drawn of it: the indicators and their trends, or the units. */
function tableWithCharts(table: OutlineTable, { figures }: ReportDocument): Html {
  if (table.id === INDICATOR_TABLE) {
    const chart = indicatorChart(figures.indicators);
    return html`${chart && figureHtml(chart)} ${tableHtml(table)}
    ${trendsOf(figures).map(
      (trend) => html`<div class="beside">${figureHtml(trendChart(trend))} ${trendTable(trend)}</div>`,
    )}`;
  }
  const values = figures.unitValues?.find(({ indicator }) => table.id === `${UNIT_TABLES}${indicator}`);
  if (!values) return tableHtml(table);
  return html`<div class="beside">
    <div>${unitCharts(values, figures).map(figureHtml)}</div>
    ${tableHtml(table)}
  </div>`;
}

function signatureOf({ recipients, signature }: DocumentOutline): Html {
  return html`<div class="signature">
    <div class="recipients">
      <p><b>Nơi nhận:</b></p>
      ${recipients.map((line) => html`<p>${line}</p>`)}
    </div>
    <div class="signer">
      ${signature.lines.map((line) => html`<p class="strong">${line}</p>`)}
      <p class="strong name">${signature.signer ?? ''}</p>
    </div>
  </div>`;
}

function annexHtml({ number, title, belongsTo, blocks }: OutlineAnnex, document: ReportDocument): Html {
  return html`<section class="annex">
    <h2>${number}<br />${title}</h2>
    <p class="belongs">${belongsTo}</p>
    ${blocks.map((block) => blockHtml(block, document))}
  </section>`;
}

function identityLine({ identity: { reportId, revision, sha256 } }: DocumentOutline): string {
  const seal = sha256 === null ? 'chưa niêm phong' : `SHA-256 ${sha256}`;
  return `Mã báo cáo ${reportId}, lần lập ${revision}, ${seal}`;
}
