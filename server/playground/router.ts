import { extname, join } from 'node:path';
import { Router, type Request, type Response } from 'express';
import { assetFolder, readManifest, type AssetManifest } from './assets.js';
import { contentSecurityPolicy, renderPage } from './page-rules.js';

const contentTypes: Readonly<Record<string, string>> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
};

/** Compressed copies beside each file: coding and file ending, best first. */
const compressedCopies = [
  ['br', '.br'],
  ['gzip', '.gz'],
] as const;

/**
 * The playground, to be mounted under a path of its own (`app.use('/playground', playgroundRouter(…))`): the page at
 * that path, its files under `assets/`. Answers 503 when the files were never bundled.
 */
export function playgroundRouter({ endpoint }: { endpoint: string }): Router {
  const router = Router();
  const manifest = readManifest();
  router.get('/', (request, response) => sendPage(request, response, endpoint, manifest));
  router.get('/assets/:file', (request, response, next) => {
    const { file } = request.params;
    if (!manifest?.files.includes(file)) return next();
    sendAsset(request, response, file);
  });
  return router;
}

function sendPage(request: Request, response: Response, endpoint: string, manifest: AssetManifest | null): void {
  response.set({
    'Content-Security-Policy': contentSecurityPolicy,
    'Cache-Control': 'no-cache',
    'Referrer-Policy': 'no-referrer',
    'X-Content-Type-Options': 'nosniff',
    'Cross-Origin-Opener-Policy': 'same-origin',
  });
  if (!manifest) {
    response.status(503).type('text/plain').send('Bàn truy vấn chưa được đóng gói. Chạy: npm run build\n');
    return;
  }
  const { script, style } = manifest;
  response.type('html').send(renderPage({ endpoint, assetPath: `${request.baseUrl}/assets`, script, style }));
}

function sendAsset(request: Request, response: Response, file: string): void {
  // Asked one by one: given the whole list, the browser's order would decide.
  const [coding, ending] = compressedCopies.find(([name]) => request.acceptsEncodings(name)) ?? [undefined, ''];
  if (coding) response.set('Content-Encoding', coding);
  response.set({
    'Content-Type': contentTypes[extname(file)] ?? 'application/octet-stream',
    'Cache-Control': 'public, max-age=31536000, immutable',
    'X-Content-Type-Options': 'nosniff',
    Vary: 'Accept-Encoding',
  });
  response.sendFile(join(assetFolder, `${file}${ending}`), { cacheControl: false });
}
