import { randomUUID } from 'node:crypto';
import express, { Router, type NextFunction, type Request, type Response } from 'express';
import { PlanError, toError, type Log } from '../../../schema/base/index.js';
import type { Database } from '../../../schema/database.js';
import { AnswerService, type Answer, type AnswerView } from '../../../schema/reminders/index.js';
import { CONTENT_SECURITY_POLICY, layOut } from '../pages/layout.js';
import { noticePage } from '../pages/sign-in-page.js';
import { answerPage } from './answer-page.js';

/** What the routes work with; `clock` is read once a request. */
export interface AnswersParts {
  readonly database: Database;
  readonly log: Log;
  readonly clock: () => Date;
}

type LinkRequest = Request<{ link: string }>;

const BODY_LIMIT = '16kb';
/** The page needs no script; its form goes to this host. */
const ANSWER_POLICY = CONTENT_SECURITY_POLICY.replace("script-src 'self'", "script-src 'none'")
  .replace("connect-src 'self'", "connect-src 'none'")
  .replace("form-action 'none'", "form-action 'self'");

/** `GET /tra-loi/<link>` shows what a mail's link is about, `POST` records the day committed to. */
export function answersRouter(parts: AnswersParts): Router {
  const router = Router();
  const form = express.urlencoded({ extended: false, limit: BODY_LIMIT });
  router.get('/tra-loi/:link', (request: LinkRequest, response) => show(parts, request, response));
  router.post('/tra-loi/:link', form, (request: LinkRequest, response) => take(parts, request, response));
  router.use('/tra-loi', (error: unknown, _request: Request, response: Response, next: NextFunction) =>
    answerFault(parts.log, error, response, next),
  );
  return router;
}

async function show({ database, clock }: AnswersParts, request: LinkRequest, response: Response): Promise<void> {
  const view = await new AnswerService(database.em.fork()).view(request.params.link, clock());
  return view ? sendView(response, view, 200, null) : sendUnknown(response);
}

async function take({ database, clock }: AnswersParts, request: LinkRequest, response: Response): Promise<void> {
  if (request.get('sec-fetch-site') === 'cross-site') {
    return sendNotice(response, 403, 'Không nhận', 'Hãy mở liên kết từ thư rồi trả lời trên trang đó.');
  }
  const { link } = request.params;
  const now = clock();
  try {
    const view = await database.em
      .fork()
      .transactional((em) => new AnswerService(em).commit(link, answerOf(request.body), now));
    return sendView(response, view, 200, null);
  } catch (error) {
    if (!(error instanceof PlanError)) throw error;
    const view = await new AnswerService(database.em.fork()).view(link, now);
    const status = error.code === 'INVALID_INPUT' ? 400 : 409;
    return view ? sendView(response, view, status, error.message) : sendUnknown(response);
  }
}

function answerOf(body: unknown): Answer {
  const { committedOn, note } = (body ?? {}) as Record<string, unknown>;
  return {
    committedOn: typeof committedOn === 'string' ? committedOn : '',
    note: typeof note === 'string' ? note : '',
  };
}

function sendView(response: Response, view: AnswerView, status: number, problem: string | null): void {
  const isGone = status === 200 && view.state === 'EXPIRED';
  send(response, isGone ? 410 : status, view.title, answerPage(view, problem));
}

function sendUnknown(response: Response): void {
  sendNotice(response, 404, 'Liên kết không đúng', 'Hãy mở lại nguyên vẹn liên kết trong thư nhắc việc.');
}

function sendNotice(response: Response, status: number, title: string, text: string): void {
  send(response, status, title, noticePage(title, text));
}

function send(response: Response, status: number, title: string, body: ReturnType<typeof noticePage>): void {
  response.status(status).set({
    'Content-Security-Policy': ANSWER_POLICY,
    'Cache-Control': 'no-store',
    'Referrer-Policy': 'no-referrer',
    'X-Content-Type-Options': 'nosniff',
    'X-Robots-Tag': 'noindex',
    'Cross-Origin-Opener-Policy': 'same-origin',
  });
  response.type('html').send(layOut({ title, body, viewer: null, needsScript: false }));
}

/** The path is the link itself: it stays out of the log. */
function answerFault(log: Log, thrown: unknown, response: Response, next: NextFunction): void {
  if (response.headersSent) return next(thrown);
  const status = typeof thrown === 'object' && thrown !== null && 'status' in thrown ? thrown.status : 500;
  if (status === 413 || status === 400)
    return sendNotice(response, status, 'Không đọc được', 'Nội dung gửi lên quá dài hoặc sai.');
  const requestId = randomUUID();
  log.error({ error: toError(thrown), requestId }, 'answer not taken');
  sendNotice(response, 503, 'Chưa mở được trang', `Hệ thống tạm thời gián đoạn, hãy thử lại sau (${requestId}).`);
}
