/** What the page needs to know. */
export interface PageSettings {
  /** Path of the GraphQL endpoint on the same host. */
  endpoint: string;
  /** Path the assets are served under, without a slash at the end. */
  assetPath: string;
  /** File names. */
  script: string;
  style: string;
}

/**
 * Content Security Policy of the page: everything from its own host only. The editor writes style elements and loads
 * its fonts and icons from `data:` addresses of its style sheet.
 */
export const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "font-src 'self' data:",
  "img-src 'self' data:",
  "connect-src 'self'",
  "worker-src 'self'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ');

/** The HTML of the playground. */
export function renderPage({ endpoint, assetPath, script, style }: PageSettings): string {
  return `<!doctype html>
<html lang="vi">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="graphql-endpoint" content="${escapeAttribute(endpoint)}">
    <title>Bàn truy vấn GraphQL · Kế hoạch 457</title>
    <link rel="icon" href="data:,">
    <link rel="stylesheet" href="${escapeAttribute(`${assetPath}/${style}`)}">
    <script type="module" src="${escapeAttribute(`${assetPath}/${script}`)}"></script>
  </head>
  <body>
    <div id="root"><p class="page-notice">Đang mở bàn truy vấn…</p></div>
    <noscript><p class="page-notice">Trang này cần JavaScript. Hãy bật JavaScript rồi tải lại trang.</p></noscript>
  </body>
</html>
`;
}

function escapeAttribute(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
}
