import type { ApolloServerPlugin } from '@apollo/server';
import type { RequestContext } from '../context.js';
import { costByField, costOf, MAX_ITEMS } from '../query-size.js';

/** Header by which a client asks for the cost field by field, with the value `fields`. */
export const COST_HEADER = 'x-query-cost';

/** What `extensions.cost` of an answer holds. */
export interface CostReport {
  /** Items that the request asks for at most. */
  readonly requested: number;
  /** Most items that a request may ask for. */
  readonly limit: number;
  /** Items by field (`Province.communes`), largest first; they add up to `requested`. Left out unless asked for. */
  readonly fields?: readonly { readonly field: string; readonly items: number }[];
}

/** Tells the cost of a request in every answer to one that could be read. */
export const costReport: ApolloServerPlugin<RequestContext> = {
  requestDidStart: async () => ({
    async willSendResponse({ schema, document, operation, request, contextValue, response: { body } }) {
      if (body.kind !== 'single' || !operation) return;
      const requested = costOf(contextValue);
      const isByField = request.http?.headers.get(COST_HEADER)?.toLowerCase() === 'fields';
      const cost: CostReport = {
        requested,
        limit: MAX_ITEMS,
        ...(isByField && document && { fields: costByField(schema, document, operation, request.variables ?? {}) }),
      };
      body.singleResult.extensions = { ...body.singleResult.extensions, cost };
    },
  }),
};
