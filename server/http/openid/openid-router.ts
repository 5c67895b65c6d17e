import { Router, type Request, type Response } from 'express';
import { z } from 'zod';
import { AccountService } from '../../../schema/access/index.js';
import { html, PlanError, toError, type Html, type Log } from '../../../schema/base/index.js';
import type { RequestContext } from '../../context.js';
import { CONTENT_SECURITY_POLICY, layOut } from '../pages/layout.js';
import { OPENID_PATH } from '../pages/sign-in-page.js';
import { OpenidLogin, type PendingLogin } from './openid-login.js';

/** What the routes are made with. */
export interface OpenidParts {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly publicUrl: string;
  readonly log: Log;
  readonly contextOf: (request: Request, response: Response) => Promise<RequestContext>;
}

const COOKIE = 'ke_hoach_457_openid';
/** Time to sign in at the provider, in milliseconds. */
const PENDING_MS = 10 * 60_000;
const pendingLogin = z.object({ state: z.string().min(1), nonce: z.string().min(1), verifier: z.string().min(1) });

/** `/dang-nhap/cong-dinh-danh` sends a browser to the identity provider, `…/ve` takes it back and begins a session. */
export function openidRouter(parts: OpenidParts): Router {
  const redirectUrl = new URL(`${OPENID_PATH}/ve`, parts.publicUrl).href;
  const login = new OpenidLogin({ ...parts, redirectUrl });
  // Lax: the way back begins at another site. The cookie opens nothing by itself.
  const isSecure = parts.publicUrl.startsWith('https:');
  const cookie = { httpOnly: true, sameSite: 'lax', secure: isSecure, path: OPENID_PATH } as const;
  const router = Router();
  router.get(OPENID_PATH, async (_request, response) => {
    try {
      const { url, pending } = await login.begin();
      const text = Buffer.from(JSON.stringify(pending)).toString('base64url');
      response.cookie(COOKIE, text, { ...cookie, maxAge: PENDING_MS }).set('Cache-Control', 'no-store');
      response.redirect(url.href);
    } catch (error) {
      parts.log.error({ error: toError(error) }, 'identity provider not reached');
      send(response, 503, 'Chưa đăng nhập được', 'Cổng định danh không trả lời; hãy thử lại sau, hoặc dùng mật khẩu.');
    }
  });
  router.get(`${OPENID_PATH}/ve`, async (request, response) => {
    const pending = pendingIn(request);
    response.clearCookie(COOKIE, cookie);
    if (pending) return takeBack(parts, login, pending, request, response);
    return send(
      response,
      400,
      'Chưa đăng nhập được',
      'Lượt đăng nhập đã hết hạn hoặc mở ở trình duyệt khác; hãy thử lại.',
    );
  });
  return router;
}

async function takeBack(
  { log, contextOf }: OpenidParts,
  login: OpenidLogin,
  pending: PendingLogin,
  request: Request,
  response: Response,
): Promise<void> {
  try {
    const vouched = await login.end(new URL(request.originalUrl, 'http://localhost').search, pending);
    const context = await contextOf(request, response);
    const { em, now, environment } = context;
    try {
      const { token } = await em.transactional((own) =>
        new AccountService(own).signInVouched(vouched, now, environment.SESSION_HOURS),
      );
      context.setSession(token);
    } catch (error) {
      if (!(error instanceof PlanError)) throw error;
      await em.fork().transactional((own) => new AccountService(own).recordNotAdmitted(vouched));
      return send(response, 403, 'Chưa đăng nhập được', error.message);
    }
    return sendOn(response);
  } catch (error) {
    log.warn({ error: toError(error) }, 'answer of the identity provider refused');
    return send(response, 400, 'Chưa đăng nhập được', 'Trả lời của cổng định danh không dùng được; hãy đăng nhập lại.');
  }
}

function pendingIn({ headers }: Request): PendingLogin | null {
  const pair = (headers.cookie ?? '').split(';').find((one) => one.trim().startsWith(`${COOKIE}=`));
  try {
    const text = Buffer.from(pair?.split('=', 2)[1] ?? '', 'base64url').toString('utf8');
    return pendingLogin.parse(JSON.parse(text));
  } catch {
    return null;
  }
}

/** A page instead of a redirect: the session's cookie does not go with a way that another site began. */
function sendOn(response: Response): void {
  response.set('Refresh', '0; url=/viec');
  sendPage(
    response,
    200,
    'Đã đăng nhập',
    html`<h1>Đã đăng nhập</h1>
      <p><a href="/viec">Vào hệ thống</a></p>`,
  );
}

function send(response: Response, status: number, title: string, text: string): void {
  sendPage(
    response,
    status,
    title,
    html`<h1>${title}</h1>
      <p role="alert">${text}</p>
      <p><a href="/viec">Về trang đăng nhập</a></p>`,
  );
}

function sendPage(response: Response, status: number, title: string, body: Html): void {
  response.status(status).set({
    'Content-Security-Policy': CONTENT_SECURITY_POLICY,
    'Cache-Control': 'no-store',
    'Referrer-Policy': 'no-referrer',
    'X-Content-Type-Options': 'nosniff',
  });
  response.type('html').send(layOut({ title, body, viewer: null }));
}
