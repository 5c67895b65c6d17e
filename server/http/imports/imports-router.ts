import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Router, type Request, type Response } from 'express';
import { GraphQLError } from 'graphql';
import { assertAllowed, IntegrationTokenService } from '../../../schema/access/index.js';
import { PlanError, toError, type Log, type PlanErrorCode } from '../../../schema/base/index.js';
import { importDossiers, rejectedRowsFile } from '../../../schema/dossiers/index.js';
import type { RequestContext } from '../../context.js';
import { readUploadRequest } from './import-request.js';
import { answerOf } from './import-answer.js';
import { uploadStream } from './upload-stream.js';

/** What the routes work with. */
export interface ImportsParts {
  readonly contextOf: (request: Request, response: Response) => Promise<RequestContext>;
  readonly log: Log;
  /** Largest file, unpacked, in bytes. */
  readonly largestUpload: number;
}

/** Uploads that are read at the same time; further ones are asked to come back. */
const UPLOADS_AT_ONCE = 4;
const COME_BACK_SECONDS = 30;

const STATUS: Readonly<Partial<Record<PlanErrorCode, number>>> = {
  INVALID_INPUT: 400,
  UNAUTHENTICATED: 401,
  FORBIDDEN: 403,
  NOT_FOUND: 404,
  CONFLICT: 409,
};

/**
 * `POST /imports/dossiers` takes the file that is its body in, read as a stream, with the rights of its bearer;
 * `GET /imports/dossiers/<id>/rejected.csv` gives back what was rejected, to mend.
 */
export function importsRouter(parts: ImportsParts): Router {
  const router = Router();
  let running = 0;
  router.get('/imports/dossiers/:id/rejected.csv', (request, response) => sendRejected(parts, request, response));
  router.post('/imports/dossiers', (request, response) => {
    if (running >= UPLOADS_AT_ONCE) return comeBack(response);
    running += 1;
    return answerUpload(parts, request, response).finally(() => (running -= 1));
  });
  return router;
}

async function answerUpload(parts: ImportsParts, request: Request, response: Response): Promise<void> {
  try {
    response.status(200).json(await takeIn(parts, request, response));
  } catch (error) {
    refuse(parts, request, response, error);
  }
}

async function takeIn(parts: ImportsParts, request: Request, response: Response): Promise<object> {
  const context = await parts.contextOf(request, response);
  const actor = await actorOf(context);
  const { isGzip, ...file } = readUploadRequest(request.query, request.headers);
  const summary = await importDossiers({
    url: String(context.database.config.get('clientUrl')),
    source: uploadStream(request, isGzip, parts.largestUpload),
    ...file,
    actor,
    today: context.day,
  });
  parts.log.info({ import: summary.id, actor, rowsRead: summary.rowsRead, rejected: summary.rejected }, 'imported');
  return answerOf(summary);
}

/** Sends the rejected rows of an import as a file, to those who may read imports and to whoever handed the file in. */
async function sendRejected(parts: ImportsParts, request: Request<{ id: string }>, response: Response): Promise<void> {
  try {
    const context = await parts.contextOf(request, response);
    const integration = await integrationOf(context);
    if (integration === null) assertAllowed(context.viewer, 'READ_IMPORTS');
    const { fileName, actor, chunks } = await rejectedRowsFile(context.em, request.params.id);
    if (integration !== null && integration !== actor) throw new PlanError('NOT_FOUND', 'Không có lần nạp này.');
    response.set({ 'Cache-Control': 'no-store', 'X-Content-Type-Options': 'nosniff' });
    response.attachment(fileName).type('text/csv; charset=utf-8');
    await pipeline(Readable.from(chunks), response);
  } catch (error) {
    if (response.headersSent) response.destroy();
    refuse(parts, request, response, error);
  }
}

/**
 * Who hands the file in: the bearer of an integration token, or whoever is signed in and may.
 * @throws PlanError UNAUTHENTICATED, FORBIDDEN.
 */
async function actorOf(context: RequestContext): Promise<string> {
  const integration = await integrationOf(context);
  if (integration !== null) return integration;
  assertAllowed(context.viewer, 'IMPORT_DOSSIERS');
  return context.viewer.email;
}

/** The name under which the bearer of an integration token acts; null for everybody else. */
async function integrationOf({ viewer, token, em, now }: RequestContext): Promise<string | null> {
  if (viewer.userId !== null || token === null) return null;
  return new IntegrationTokenService(em).actorOf(token, now);
}

function comeBack(response: Response): void {
  response.set('Retry-After', String(COME_BACK_SECONDS)).set('Connection', 'close');
  answerError(response, 503, 'UNAVAILABLE', `Đang có ${UPLOADS_AT_ONCE} tệp được nạp; hãy gửi lại sau ít phút.`);
}

function refuse({ log }: ImportsParts, request: Request, response: Response, thrown: unknown): void {
  // The sender may still be sending what nobody reads any more.
  if (!request.readableEnded) response.set('Connection', 'close');
  if (thrown instanceof PlanError) {
    return answerError(response, STATUS[thrown.code] ?? 500, thrown.code, thrown.message);
  }
  if (thrown instanceof GraphQLError) return answerError(response, 503, 'UNAVAILABLE', thrown.message);
  const requestId = randomUUID();
  log.error({ error: toError(thrown), requestId }, 'import failed');
  return answerError(response, 500, 'INTERNAL_SERVER_ERROR', `Hệ thống gặp lỗi; mã yêu cầu ${requestId}.`);
}

function answerError(response: Response, status: number, code: string, message: string): void {
  if (!response.headersSent) response.status(status).json({ errors: [{ message, extensions: { code } }] });
}
