import { readFileSync } from 'node:fs';
import type { ApolloServerOptions, ApolloServerPlugin, BaseContext } from '@apollo/server';
import type { RequestHandler } from 'express';
import { GraphQLError } from 'graphql';
import { z } from 'zod';
import { Role } from '../../../schema/access/index.js';
import { PlanError } from '../../../schema/base/index.js';
import type { RequestContext } from '../../context.js';
import { ownDocuments } from './own-documents.js';

/** Code of the refusal of a document that is not listed. */
export const UNTRUSTED_DOCUMENT = 'UNTRUSTED_DOCUMENT';

/** Documents by id: Relay's `{ id: text }`, or the manifest of Apollo's tools. */
const manifestSchema = z.union([
  z.object({
    format: z.literal('apollo-persisted-query-manifest'),
    operations: z.array(z.object({ id: z.string().min(1), body: z.string().min(1) })),
  }),
  z.record(z.string().min(1), z.string().min(1)),
]);

/** What a server executes for everybody. */
export interface TrustedDocuments {
  /** Texts by the id that clients send. */
  readonly byId: ReadonlyMap<string, string>;
  readonly texts: ReadonlySet<string>;
}

/**
 * The documents of a manifest file, with those of our own pages; null when no file is named.
 * @throws PlanError CONFIGURATION when the file cannot be read or is no manifest.
 */
export async function readTrustedDocuments(file: string | undefined): Promise<TrustedDocuments | null> {
  if (file === undefined) return null;
  const byId = manifestOf(file);
  return { byId, texts: new Set([...byId.values(), ...(await ownDocuments())]) };
}

function manifestOf(file: string): Map<string, string> {
  try {
    const manifest = manifestSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
    return 'operations' in manifest && Array.isArray(manifest.operations)
      ? new Map(manifest.operations.map(({ id, body }) => [id, body]))
      : new Map(Object.entries(manifest as Record<string, string>));
  } catch {
    const message = `TRUSTED_DOCUMENTS: không đọc được danh sách truy vấn trong tệp «${file}».`;
    throw new PlanError('CONFIGURATION', message, { variable: 'TRUSTED_DOCUMENTS' });
  }
}

/** Where Apollo finds texts by hash: in the manifest alone, so that nobody adds any; by default what clients register. */
export function persistedQueries(
  trusted: TrustedDocuments | null,
): ApolloServerOptions<BaseContext>['persistedQueries'] {
  if (!trusted) return undefined;
  return {
    cache: {
      get: async (key) => trusted.byId.get(key.replace(/^apq:/, '')),
      set: async () => undefined,
      delete: async () => false,
    },
  };
}

/** Refuses over HTTP every document that is not listed, but to administrators. What our pages ask inside is not HTTP. */
export function onlyTrusted({ texts }: TrustedDocuments): ApolloServerPlugin<RequestContext> {
  return {
    requestDidStart: async () => ({
      async didResolveOperation({ source, request, contextValue: { viewer } }) {
        if (!request.http || viewer.role === Role.Admin || texts.has(source)) return;
        throw new GraphQLError('Máy chủ chỉ nhận các truy vấn có trong danh sách (trusted documents).', {
          extensions: { code: UNTRUSTED_DOCUMENT, http: { status: 403 } },
        });
      },
    }),
  };
}

/** Lets a request name its document by `documentId`, as Relay and the GraphQL over HTTP draft do. */
export const documentIds: RequestHandler = (request, _response, next) => {
  const body: unknown = request.body;
  if (isNamed(body)) {
    const { documentId, extensions, ...others } = body;
    request.body = { ...others, extensions: { ...extensions, persistedQuery: { version: 1, sha256Hash: documentId } } };
  }
  next();
};

function isNamed(body: unknown): body is { documentId: string; extensions?: object } {
  return typeof body === 'object' && body !== null && 'documentId' in body && typeof body.documentId === 'string';
}
