import { randomUUID } from 'node:crypto';
import { ApolloServer, type ApolloServerPlugin } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginInlineTraceDisabled,
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginSchemaReportingDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from '@apollo/server/plugin/disabled';
import { expressMiddleware } from '@as-integrations/express5';
import { GraphQLError } from 'graphql';
import express, { type Express, type NextFunction, type Request, type Response } from 'express';
import { AccountService, PUBLIC_VIEWER, type Viewer } from '../schema/access/index.js';
import { toError, type Environment, type Log } from '../schema/base/index.js';
import type { Database } from '../schema/database.js';
import { compiledExecution } from './compiled-execution.js';
import { createContext, type RequestContext } from './context.js';
import { formatError, requestLog, UNAVAILABLE } from './errors.js';
import { buildGraphqlSchema } from './graphql/build-schema.js';
import { turns } from './guard/admitted-execution.js';
import { costReport } from './guard/cost-report.js';
import { wellFormed } from './guard/well-formed.js';
import { answersRouter } from './http/answers/answers-router.js';
import { healthRouter } from './http/health.js';
import { importsRouter } from './http/imports/imports-router.js';
import { openidRouter } from './http/openid/openid-router.js';
import { pagesRouter } from './http/pages/pages-router.js';
import { referenceRouter } from './http/reference/reference-router.js';
import { reportsRouter } from './http/reports/reports-router.js';
import { compressed } from './http/transport/compressed.js';
import { crossOrigin } from './http/transport/cross-origin.js';
import {
  documentIds,
  onlyTrusted,
  persistedQueries,
  readTrustedDocuments,
} from './http/transport/trusted-documents.js';
import { idempotentExecution } from './idempotent-execution.js';
import { BODY_LIMIT, limitShape, MAX_TOKENS } from './limits.js';
import { playgroundRouter } from './playground/router.js';
import { limitSize } from './query-size.js';
import { responseCache } from './response-cache.js';
import { sessionToken, writeSessionCookie } from './session-cookie.js';

/** What a server works with; `clock` is read once a request. */
export interface ServerParts {
  readonly database: Database;
  readonly environment: Environment;
  readonly log: Log;
  readonly clock: () => Date;
}

/** A server that is not listening yet. */
export interface Server {
  readonly app: Express;
  readonly apollo: ApolloServer<RequestContext>;
  /** Lets running requests end, then refuses more. */
  stop(): Promise<void>;
}

/** Builds the HTTP application: GraphQL at /graphql, playground, pages, health. Used by `main.ts` and by tests alike. */
export async function buildServer(parts: ServerParts): Promise<Server> {
  const { environment, log } = parts;
  const context = oncePerRequest((request, response) => contextOf(parts, request, response));
  const cache = responseCache({ database: parts.database, log, contextOf: context });
  const trusted = await readTrustedDocuments(environment.TRUSTED_DOCUMENTS);
  const schema = await buildGraphqlSchema();
  const expensive = turns();
  const apollo = new ApolloServer<RequestContext>({
    gateway: idempotentExecution(expensive.execution(compiledExecution(schema))),
    introspection: environment.PLAYGROUND,
    includeStacktraceInErrorResponses: false,
    hideSchemaDetailsFromClientErrors: true,
    parseOptions: { maxTokens: MAX_TOKENS },
    validationRules: [limitShape],
    stopOnTerminationSignals: false,
    persistedQueries: persistedQueries(trusted),
    plugins: [
      ...unusedPlugins(),
      requestLog(log),
      ...(trusted ? [onlyTrusted(trusted)] : []),
      wellFormed,
      limitSize,
      expensive.plugin,
      cache.plugin,
      costReport,
    ],
    formatError,
  });
  await apollo.start();
  const app = express().disable('x-powered-by').set('query parser', 'simple');
  app.use(healthRouter(parts));
  if (environment.PLAYGROUND) app.use('/playground', playgroundRouter({ endpoint: '/graphql' }));
  if (environment.PLAYGROUND) app.use('/reference', referenceRouter(schema));
  const graphql = expressMiddleware(apollo, { context: ({ req, res }) => context(req, res) });
  app.use('/graphql', crossOrigin(environment.CORS_ORIGINS ?? []), compressed());
  app.use('/graphql', express.json({ limit: BODY_LIMIT }), documentIds, cache.handler, graphql);
  const largestUpload = environment.IMPORT_MAX_MEGABYTES * 1_048_576;
  app.use(importsRouter({ log, largestUpload, contextOf: context }));
  app.use(reportsRouter({ log, contextOf: context }));
  const { OIDC_ISSUER: issuer, OIDC_CLIENT_ID: clientId, OIDC_CLIENT_SECRET: clientSecret } = environment;
  if (issuer && clientSecret) {
    const publicUrl = environment.PUBLIC_URL;
    app.use(openidRouter({ issuer, clientId, clientSecret, publicUrl, log, contextOf: context }));
  }
  app.use(answersRouter(parts));
  app.use(pagesRouter({ apollo, log, contextOf: context }));
  app.use((_request, response) => void refuse(response, 404, 'NOT_FOUND', 'Không có trang này.'));
  app.use(errorHandler(log));
  return { app, apollo, stop: () => apollo.stop() };
}

/** Apollo's own plugins look at every field, or would report to its cloud; none of that is wanted here. */
function unusedPlugins(): ApolloServerPlugin[] {
  return [
    ApolloServerPluginCacheControlDisabled(),
    ApolloServerPluginInlineTraceDisabled(),
    ApolloServerPluginLandingPageDisabled(),
    ApolloServerPluginSchemaReportingDisabled(),
    ApolloServerPluginUsageReportingDisabled(),
  ];
}

type MakeContext = (request: Request, response: Response) => Promise<RequestContext>;

/** One context a request, whoever asks for it first. */
function oncePerRequest(make: MakeContext): MakeContext {
  const made = new WeakMap<Request, Promise<RequestContext>>();
  return (request, response) => {
    const context = made.get(request) ?? make(request, response);
    made.set(request, context);
    return context;
  };
}

async function contextOf(parts: ServerParts, request: Request, response: Response): Promise<RequestContext> {
  const { database, environment, log, clock } = parts;
  const now = clock();
  const token = sessionToken(request);
  const requestId = randomUUID();
  const isSecure = environment.PUBLIC_URL.startsWith('https:');
  return createContext({
    requestId,
    viewer: await viewerOf(parts, token, now, requestId),
    now,
    environment,
    database,
    log,
    token,
    setSession: (session) => writeSessionCookie(response, session, environment.SESSION_HOURS, isSecure),
  });
}

async function viewerOf(
  { database, log }: ServerParts,
  token: string | null,
  now: Date,
  requestId: string,
): Promise<Viewer> {
  if (token === null) return PUBLIC_VIEWER;
  try {
    return await new AccountService(database.em.fork()).viewerOf(token, now);
  } catch (error) {
    log.error({ error: toError(error), requestId }, 'session lookup failed');
    throw new GraphQLError('Hệ thống tạm thời gián đoạn, hãy thử lại sau.', {
      extensions: { code: UNAVAILABLE, requestId, http: { status: 503 } },
    });
  }
}

/** Answers faults of the transport (bad JSON, too large a body) as GraphQL errors, never as HTML with a stack. */
function errorHandler(log: Log) {
  return (error: unknown, request: Request, response: Response, next: NextFunction): void => {
    if (response.headersSent) return next(error);
    const status = statusOf(error);
    if (status === 413) return refuse(response, 413, 'BODY_TOO_LARGE', `Nội dung gửi lên vượt quá ${BODY_LIMIT}.`);
    if (status >= 400 && status < 500)
      return refuse(response, status, 'BAD_REQUEST', 'Nội dung gửi lên không đọc được.');
    const requestId = randomUUID();
    log.error({ error: toError(error), requestId, path: request.path }, 'request failed');
    return refuse(response, 500, 'INTERNAL_SERVER_ERROR', `Hệ thống gặp lỗi; mã yêu cầu ${requestId}.`);
  };
}

function statusOf(error: unknown): number {
  const status = typeof error === 'object' && error !== null && 'status' in error ? error.status : 500;
  return typeof status === 'number' ? status : 500;
}

function refuse(response: Response, status: number, code: string, message: string): void {
  response.status(status).json({ errors: [{ message, extensions: { code } }] });
}
