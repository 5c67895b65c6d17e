import { scopeOf, type Viewer } from '../../../schema/access/index.js';
import { html, type Html } from '../../../schema/base/index.js';
import { ROLE_NAMES } from './words.js';

/** Content Security Policy of the pages: their own script and style sheet, and requests to their own host. */
export const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  'img-src data:',
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** A page to be laid out. */
export interface PageContent {
  readonly title: string;
  readonly body: Html;
  /** Whom the page greets; null when not signed in. */
  readonly viewer: Viewer | null;
  /** False when the page works without script; left out: true. */
  readonly needsScript?: boolean;
}

/** The whole document. */
export function layOut({ title, body, viewer, needsScript = true }: PageContent): string {
  return html`<!doctype html>
    <html lang="vi">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title} · Kế hoạch 457</title>
        <link rel="icon" href="data:," />
        <link rel="stylesheet" href="/pages/page.css" />
        ${needsScript && html`<script type="module" src="/pages/page.js"></script>`}
      </head>
      <body>
        <header class="bar">
          <a class="brand" href="/viec">Theo dõi Kế hoạch 457</a>
          ${viewer && signedIn(viewer)}
        </header>
        <main>${needsScript && noScript()} ${body}</main>
      </body>
    </html>`.text;
}

function noScript(): Html {
  return html`<noscript
    ><p class="alert">Trang này cần JavaScript. Hãy bật JavaScript rồi tải lại trang.</p></noscript
  >`;
}

function signedIn(viewer: Viewer): Html {
  const { name, role } = viewer;
  return html`<form class="viewer" data-operation="signOut">
    ${scopeOf(viewer, 'READ_IMPORTS') !== null && html`<a href="/nap-ho-so">Nạp hồ sơ</a>`}
    <span>${name} <small>(${ROLE_NAMES[role]})</small></span>
    <button class="quiet">Đăng xuất</button>
  </form>`;
}
