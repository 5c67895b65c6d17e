import type { ApolloServerPlugin } from '@apollo/server';
import { ApolloServerErrorCode } from '@apollo/server/errors';
import { GraphQLError } from 'graphql';
import type { RequestContext } from '../context.js';

/**
 * Refuses variables with a text that is no Unicode (half of a surrogate pair): the database stores none, and tells so in
 * words that depend on where the text ended up. In the text of a query the parser refuses it.
 */
export const wellFormed: ApolloServerPlugin<RequestContext> = {
  requestDidStart: async () => ({
    async didResolveOperation({ request }) {
      if (isWellFormed(request.variables)) return;
      throw new GraphQLError('Dữ liệu gửi lên có ký tự không phải Unicode; hãy gõ lại.', {
        extensions: { code: ApolloServerErrorCode.BAD_USER_INPUT, http: { status: 400 } },
      });
    },
  }),
};

/** Whether all texts in a value of JSON are Unicode; names of fields too. Bounded by the size of the body. */
function isWellFormed(value: unknown): boolean {
  const waiting: unknown[] = [value];
  while (waiting.length > 0) {
    const next = waiting.pop();
    if (typeof next === 'string' && !next.isWellFormed()) return false;
    if (typeof next !== 'object' || next === null) continue;
    for (const one of Array.isArray(next) ? next : [...Object.keys(next), ...Object.values(next)]) waiting.push(one);
  }
  return true;
}
