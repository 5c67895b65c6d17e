import { randomUUID } from 'node:crypto';
import { Router, type NextFunction, type Request, type Response } from 'express';
import { GraphQLError } from 'graphql';
import { Role, type Viewer } from '../../../schema/access/index.js';
import { AuditService } from '../../../schema/audit/index.js';
import { projectFile, toError, type Html, type Log } from '../../../schema/base/index.js';
import {
  attachmentHeader,
  formatByExtension,
  formatOf,
  renderReport,
  REPORT_STYLE_SHEET,
  reportPage,
  type ReportFormat,
} from '../../../schema/reports/index.js';
import type { RequestContext } from '../../context.js';
import { CONTENT_SECURITY_POLICY, layOut } from '../pages/layout.js';
import { noticePage, signInPage } from '../pages/sign-in-page.js';
import { reportBar } from './report-bar.js';
import { nameOfFile, readRevision, type ReadableRevision } from './report-reader.js';

/** What the routes work with. */
export interface ReportsParts {
  readonly contextOf: (request: Request, response: Response) => Promise<RequestContext>;
  readonly log: Log;
}

type FileRequest = Request<{ id: string; file: string }>;

/** A report needs nothing but its style sheet; what people wrote in it can bring nothing in. */
const REPORT_POLICY = CONTENT_SECURITY_POLICY.replace("script-src 'self'", "script-src 'none'").replace(
  "connect-src 'self'",
  "connect-src 'none'",
);

/**
 * `GET /bao-cao/<id>?lan=<revision>` shows a report, the current revision without `lan`;
 * `GET /bao-cao/<id>/<revision>.<extension>` hands it out as a file. Both with the rights of whoever is signed in.
 */
export function reportsRouter(parts: ReportsParts): Router {
  const router = Router();
  router.get('/pages/report.css', (_request, response) => sendStyleSheet(response));
  router.get('/bao-cao/:id', (request, response) => showReport(parts, request, response));
  router.get('/bao-cao/:id/:file', (request, response) => sendFile(parts, request, response));
  router.use((error: unknown, request: Request, response: Response, next: NextFunction) =>
    answerFault(parts, error, request, response, next),
  );
  return router;
}

async function showReport(parts: ReportsParts, request: Request<{ id: string }>, response: Response): Promise<void> {
  const context = await parts.contextOf(request, response);
  const { viewer } = context;
  if (viewer.role === Role.Public)
    return sendPage(response, 200, 'Đăng nhập', signInPage(context.environment.OIDC_ISSUER !== undefined), null);
  const { lan } = request.query;
  const number = lan === undefined ? null : revisionIn(lan);
  const found = lan !== undefined && number === null ? null : await readRevision(context, request.params.id, number);
  if (!found) return sendNotFound(response, viewer);
  const page = await reportPage(found.document, found.sha256, reportBar(found.document));
  secured(response, REPORT_POLICY).status(200).type('html').send(page);
}

async function sendFile(parts: ReportsParts, request: FileRequest, response: Response): Promise<void> {
  const context = await parts.contextOf(request, response);
  const { viewer } = context;
  if (viewer.role === Role.Public) return refuseFile(response);
  const [, digits, extension = ''] = /^(\d+)\.([a-z]+)$/.exec(request.params.file) ?? [];
  const [number, format] = [revisionIn(digits), formatByExtension(extension)];
  const found = number === null || !format ? null : await readRevision(context, request.params.id, number);
  if (!found || !format) return sendNotFound(response, viewer);
  const bytes = await renderReport(found.document, found.sha256, format);
  if (request.method === 'GET') await recordExport(context, found, format);
  secured(response, REPORT_POLICY).status(200);
  response.set({
    'Content-Type': formatOf(format).mediaType,
    'Content-Disposition': attachmentHeader(nameOfFile(found, format)),
  });
  response.send(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
}

/** Writes down who took the report out of the system, before it goes. */
async function recordExport(context: RequestContext, found: ReadableRevision, format: ReportFormat): Promise<void> {
  const { reportKey, document, sha256 } = found;
  await context.em.transactional((em) =>
    new AuditService(em).record({
      actor: context.viewer.email,
      action: 'REPORT_EXPORTED',
      subjectType: 'Report',
      subjectId: reportKey,
      details: { format, revision: document.revision, sha256 },
    }),
  );
}

/** A revision's number; null for what is none. */
function revisionIn(text: unknown): number | null {
  return typeof text === 'string' && /^[1-9]\d{0,5}$/.test(text) ? Number(text) : null;
}

function sendStyleSheet(response: Response): void {
  response.set({ 'Cache-Control': 'no-cache', 'X-Content-Type-Options': 'nosniff' });
  response.type('css').sendFile(projectFile(REPORT_STYLE_SHEET), { cacheControl: false });
}

function sendNotFound(response: Response, viewer: Viewer): void {
  const text = 'Không có báo cáo này, hoặc tài khoản của bạn không được xem.';
  sendPage(response, 404, 'Không tìm thấy', noticePage('Không tìm thấy', text), viewer);
}

function refuseFile(response: Response): void {
  const errors = [{ message: 'Hãy đăng nhập để tải báo cáo.', extensions: { code: 'UNAUTHENTICATED' } }];
  secured(response, REPORT_POLICY).status(401).set('WWW-Authenticate', 'Bearer').json({ errors });
}

function answerFault(
  { log }: ReportsParts,
  thrown: unknown,
  request: Request,
  response: Response,
  next: NextFunction,
): void {
  if (response.headersSent) return next(thrown);
  const requestId = randomUUID();
  log.error({ error: toError(thrown), requestId, path: request.path }, 'report not shown');
  // The session could not be looked up: that passes, while a report that cannot be drawn stays so.
  const isOutage = thrown instanceof GraphQLError;
  const title = 'Chưa mở được báo cáo';
  const text = isOutage
    ? 'Hệ thống tạm thời gián đoạn, hãy thử lại sau.'
    : `Hệ thống gặp lỗi khi lập tệp báo cáo; hãy báo quản trị mã yêu cầu ${requestId}.`;
  sendPage(response, isOutage ? 503 : 500, title, noticePage(title, text), null);
}

function sendPage(response: Response, status: number, title: string, body: Html, viewer: Viewer | null): void {
  secured(response, CONTENT_SECURITY_POLICY).status(status).type('html').send(layOut({ title, body, viewer }));
}

function secured(response: Response, policy: string): Response {
  return response.set({
    'Content-Security-Policy': policy,
    'Cache-Control': 'private, no-store',
    'Referrer-Policy': 'no-referrer',
    'X-Content-Type-Options': 'nosniff',
    'Cross-Origin-Opener-Policy': 'same-origin',
  });
}
