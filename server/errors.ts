import type { ApolloServerPlugin } from '@apollo/server';
import { ApolloServerErrorCode, unwrapResolverError } from '@apollo/server/errors';
import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import { PlanError, toError, type Log } from '../schema/base/index.js';
import type { RequestContext } from './context.js';
import { persistedFault } from './http/transport/persisted-faults.js';
import { UNTRUSTED_DOCUMENT } from './http/transport/trusted-documents.js';
import { OVERLOADED } from './guard/admitted-execution.js';
import { QUERY_TOO_LARGE } from './query-size.js';

/** Code of an answer that could not be given because the database is away. */
export const UNAVAILABLE = 'UNAVAILABLE';
/** Code of an answer that the database was not given the time for. */
export const TIMED_OUT = 'TIMED_OUT';
const TIMED_OUT_MESSAGE = 'Truy vấn mất quá nhiều thời gian nên đã bị dừng; hãy hỏi ít hơn hoặc thử lại sau.';
const INTERNAL_MESSAGE = 'Hệ thống gặp lỗi khi xử lý yêu cầu. Khi báo lỗi, hãy gửi kèm mã yêu cầu (requestId).';

/** Codes of faults in the request itself, whose text graphql-js writes and a client may see. */
const REQUEST_FAULTS: ReadonlySet<unknown> = new Set([
  ApolloServerErrorCode.GRAPHQL_PARSE_FAILED,
  ApolloServerErrorCode.GRAPHQL_VALIDATION_FAILED,
  ApolloServerErrorCode.BAD_USER_INPUT,
  ApolloServerErrorCode.BAD_REQUEST,
  ApolloServerErrorCode.OPERATION_RESOLUTION_FAILURE,
  ApolloServerErrorCode.PERSISTED_QUERY_NOT_FOUND,
  ApolloServerErrorCode.PERSISTED_QUERY_NOT_SUPPORTED,
  UNAVAILABLE,
  QUERY_TOO_LARGE,
  UNTRUSTED_DOCUMENT,
  OVERLOADED,
  TIMED_OUT,
]);

/** graphql-js names fields and values that exist; on a closed network that is still more than was asked. */
const SUGGESTION = / ?Did you mean .*\?$/s;

/**
 * What a client sees of an error: code, path and message of an expected refusal or of a faulty request; of anything
 * else only that it happened. The whole error is logged by `requestLog` under the request's id.
 */
export function formatError(formatted: GraphQLFormattedError, error: unknown): GraphQLFormattedError {
  const { path, locations } = formatted;
  const place = { ...(locations && { locations }), ...(path && { path }) };
  const refusal = refusalIn(error);
  if (refusal) return { message: refusal.message, ...place, extensions: { code: refusal.code } };
  const fault = persistedFault(formatted);
  if (fault) return { message: fault, extensions: { code: ApolloServerErrorCode.BAD_REQUEST } };
  if (isTimeOut(error)) return { message: TIMED_OUT_MESSAGE, ...place, extensions: { code: TIMED_OUT } };
  const { code, requestId } = formatted.extensions ?? {};
  if (isRequestFault(code)) {
    const extensions = { code, ...(requestId !== undefined && { requestId }) };
    return { message: faultMessage(formatted.message, code), ...place, extensions };
  }
  return { message: INTERNAL_MESSAGE, ...place, extensions: { code: ApolloServerErrorCode.INTERNAL_SERVER_ERROR } };
}

/** What a client reads about a fault of its request. */
function faultMessage(message: string, code: unknown): string {
  // Brackets in brackets exhaust the parser's stack before they reach the limit of tokens.
  const isUnreadable = code === ApolloServerErrorCode.GRAPHQL_PARSE_FAILED && !message.startsWith('Syntax Error');
  return isUnreadable ? 'Truy vấn lồng quá sâu, không đọc được.' : message.replace(SUGGESTION, '');
}

/** Logs what went wrong on our side, and names the request in every error that it answers. */
export function requestLog(log: Log): ApolloServerPlugin<RequestContext> {
  return {
    requestDidStart: async () => ({
      async didEncounterErrors({ errors, contextValue: { requestId } }) {
        for (const error of errors) {
          if (refusalIn(error) || persistedFault(error) || isRequestFault(error.extensions['code'])) continue;
          log.error({ error: toError(unwrapResolverError(error)), requestId, path: error.path }, 'request failed');
        }
      },
      async willSendResponse({ response: { body }, contextValue: { requestId } }) {
        if (body.kind !== 'single' || !body.singleResult.errors) return;
        body.singleResult.errors = body.singleResult.errors.map((error) => ({
          ...error,
          extensions: { ...error.extensions, requestId },
        }));
      },
    }),
  };
}

function isRequestFault(code: unknown): boolean {
  return REQUEST_FAULTS.has(code);
}

/** The expected refusal that an error is, or that a scalar threw inside graphql-js's own error about an argument. */
function refusalIn(error: unknown): PlanError | null {
  const original = unwrapResolverError(error);
  if (original instanceof PlanError) return original;
  if (isUnstorableText(original)) return new PlanError('INVALID_INPUT', UNSTORABLE_TEXT);
  return original instanceof GraphQLError && original.originalError instanceof PlanError
    ? original.originalError
    : null;
}

const UNSTORABLE_TEXT = 'Dữ liệu gửi lên có ký tự không lưu được (ký tự rỗng); hãy gõ lại.';
/**
 * PostgreSQL: character_not_in_repertoire, untranslatable_character, and protocol_violation, which is how it sees a null
 * character in the text of a statement. No text of ours has such characters.
 */
const UNSTORABLE = new Set<unknown>(['22021', '22P05', '08P01']);

/** PostgreSQL: query_canceled (the statement time-out), lock_not_available (the lock time-out). */
const TIME_OUTS = new Set<unknown>(['57014', '55P03']);

function isTimeOut(error: unknown): boolean {
  const original = unwrapResolverError(error);
  return original instanceof Error && 'code' in original && TIME_OUTS.has(original.code);
}

/** Whether the database refused a text for a character in it, which only a client can have sent. */
function isUnstorableText(error: unknown): boolean {
  return error instanceof Error && 'code' in error && UNSTORABLE.has(error.code);
}
