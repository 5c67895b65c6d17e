import { join } from 'node:path';
import type { ApolloServer } from '@apollo/server';
import { Router, type NextFunction, type Request, type Response } from 'express';
import { Role, scopeOf } from '../../../schema/access/index.js';
import { fromGlobalId, projectFile, toError, type Log } from '../../../schema/base/index.js';
import { DeadlineKind } from '../../../schema/plan/index.js';
import type { RequestContext } from '../../context.js';
import { deadlineListPage, deadlinePage } from './deadline-page.js';
import { DEADLINE_QUERY, DEADLINES_QUERY, type DeadlineListPart, type ShownDeadline } from './deadline-query.js';
import {
  IMPORT_QUERY,
  importListPage,
  importPage,
  IMPORTS_QUERY,
  type ImportOfPage,
  type ListedImport,
  type ListedProfile,
} from './import-page.js';
import { CONTENT_SECURITY_POLICY, layOut, type PageContent } from './layout.js';
import { noticePage, setPasswordPage, signInPage } from './sign-in-page.js';

/** What the pages are made with; they ask the API, so that they show what it would. */
export interface PagesParts {
  readonly apollo: ApolloServer<RequestContext>;
  readonly contextOf: (request: Request, response: Response) => Promise<RequestContext>;
  readonly log: Log;
}

const CLIENT_FILES: Readonly<Record<string, string>> = {
  'page.js': 'text/javascript',
  'operations.js': 'text/javascript',
  'page.css': 'text/css',
};

/** The pages that links in mails lead to: `/viec`, `/viec/<id of a deadline>`, `/dat-mat-khau`, and their files. */
export function pagesRouter(parts: PagesParts): Router {
  const router = Router();
  router.get('/', (_request, response) => response.redirect('/viec'));
  router.get('/pages/:file', sendClientFile);
  router.get('/dat-mat-khau', (_request, response) =>
    send(response, 200, { title: 'Đặt mật khẩu', body: setPasswordPage(), viewer: null }),
  );
  router.get('/viec', (request, response) => showPage(parts, request, response, listContent));
  router.get('/viec/:id', (request, response) =>
    showPage(parts, request, response, (context, ask) => deadlineContent(context, ask, request.params.id)),
  );
  router.get('/nap-ho-so', (request, response) => showPage(parts, request, response, importsContent));
  router.get('/nap-ho-so/:id', (request, response) =>
    showPage(parts, request, response, (context, ask) => importContent(context, ask, request.params.id)),
  );
  router.use((error: unknown, request: Request, response: Response, next: NextFunction) => {
    if (response.headersSent) return next(error);
    parts.log.error({ error: toError(error), path: request.path }, 'page failed');
    const text = 'Hệ thống tạm thời gián đoạn, hãy thử lại sau.';
    send(response, 503, { title: 'Chưa mở được trang', body: noticePage('Chưa mở được trang', text), viewer: null });
  });
  return router;
}

type Ask = (query: string, variables?: Record<string, unknown>) => Promise<Record<string, unknown>>;
type MakeContent = (context: RequestContext, ask: Ask) => Promise<PageContent | null>;

/** Shows a page to whoever has signed in, and the way to sign in to everybody else. */
async function showPage(parts: PagesParts, request: Request, response: Response, make: MakeContent): Promise<void> {
  const context = await parts.contextOf(request, response);
  const { viewer, environment } = context;
  if (viewer.role === Role.Public) {
    const body = signInPage(environment.OIDC_ISSUER !== undefined);
    return send(response, 200, { title: 'Đăng nhập', body, viewer: null });
  }
  const content = await make(context, asker(parts.apollo, context));
  if (content) return send(response, 200, content);
  const text = 'Không có trang này, hoặc tài khoản của bạn không được xem.';
  return send(response, 404, { title: 'Không tìm thấy', body: noticePage('Không tìm thấy', text), viewer });
}

async function listContent({ viewer, day }: RequestContext, ask: Ask): Promise<PageContent> {
  const { deadlines, withdrawn } = (await ask(DEADLINES_QUERY, { today: day })) as Record<
    'deadlines' | 'withdrawn',
    DeadlineListPart
  >;
  return { title: 'Việc chưa xong', body: deadlineListPage(deadlines, withdrawn), viewer };
}

async function deadlineContent(context: RequestContext, ask: Ask, id: string): Promise<PageContent | null> {
  if (!isGlobalId(id)) return null;
  const { node } = (await ask(DEADLINE_QUERY, { id })) as { node: ShownDeadline | null };
  if (!node?.title) return null;
  return { title: node.title, body: deadlinePage(node, mayComplete(context, node)), viewer: context.viewer };
}

async function importsContent({ viewer }: RequestContext, ask: Ask): Promise<PageContent | null> {
  if (scopeOf(viewer, 'READ_IMPORTS') === null) return null;
  const { dossierImports, importProfiles } = (await ask(IMPORTS_QUERY)) as {
    dossierImports: { nodes: ListedImport[] };
    importProfiles: ListedProfile[];
  };
  const mayImport = scopeOf(viewer, 'IMPORT_DOSSIERS') !== null;
  return { title: 'Nạp hồ sơ', body: importListPage(dossierImports.nodes, importProfiles, mayImport), viewer };
}

async function importContent({ viewer }: RequestContext, ask: Ask, id: string): Promise<PageContent | null> {
  if (scopeOf(viewer, 'READ_IMPORTS') === null) return null;
  const { dossierImport } = (await ask(IMPORT_QUERY, { id })) as { dossierImport: ImportOfPage | null };
  return dossierImport && { title: dossierImport.fileName, body: importPage(dossierImport), viewer };
}

/** Whether the viewer may record it as done; a report is done by sending it. */
function mayComplete({ viewer }: RequestContext, { kind, unit, fulfilledAt, withdrawnReason }: ShownDeadline): boolean {
  if (withdrawnReason !== null || fulfilledAt !== null || kind === DeadlineKind.Report) return false;
  const scope = scopeOf(viewer, 'COMPLETE_DEADLINE');
  return scope === 'ANY' || (scope === 'OWN_UNIT' && fromGlobalId(unit.id).key === viewer.unitId);
}

function asker(apollo: ApolloServer<RequestContext>, contextValue: RequestContext): Ask {
  return async (query, variables = {}) => {
    const { body } = await apollo.executeOperation({ query, variables }, { contextValue });
    if (body.kind !== 'single') throw new Error('A page asked for what comes in parts');
    const { data, errors } = body.singleResult;
    if (errors || !data) throw new Error(errors?.[0]?.message ?? 'A page got no data');
    return data;
  };
}

function isGlobalId(id: string): boolean {
  try {
    fromGlobalId(id);
    return true;
  } catch {
    return false;
  }
}

function sendClientFile(request: Request<{ file: string }>, response: Response, next: NextFunction): void {
  const { file } = request.params;
  const type = Object.hasOwn(CLIENT_FILES, file) ? CLIENT_FILES[file] : undefined;
  if (!type) return next();
  response.set({
    'Content-Type': `${type}; charset=utf-8`,
    'Cache-Control': 'no-cache',
    'X-Content-Type-Options': 'nosniff',
  });
  response.sendFile(join(projectFile('server/http/pages/client'), file), { cacheControl: false });
}

function send(response: Response, status: number, content: PageContent): void {
  response.status(status).set({
    'Content-Security-Policy': CONTENT_SECURITY_POLICY,
    'Cache-Control': 'no-store',
    'Referrer-Policy': 'no-referrer',
    'X-Content-Type-Options': 'nosniff',
    'Cross-Origin-Opener-Policy': 'same-origin',
  });
  response.type('html').send(layOut(content));
}
