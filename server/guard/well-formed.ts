import type { ApolloServerPlugin } from '@apollo/server';
import { GraphQLError } from 'graphql';
import { PlanError } from '../../schema/base/index.js';
import type { RequestContext } from '../context.js';

/**
 * Refuses variables with a text that the database stores nowhere: half of a surrogate pair, which is no Unicode, or a
 * null character. Otherwise each place where it may end up would tell so in words of its own. Texts in the query itself
 * are refused by the parser, or where they are used.
 */
export const wellFormed: ApolloServerPlugin<RequestContext> = {
  requestDidStart: async () => ({
    async didResolveOperation({ request }) {
      const fault = faultIn(request.variables);
      if (fault === null) return;
      const message = `Dữ liệu gửi lên có ${fault}, không lưu được; hãy gõ lại.`;
      const originalError = new PlanError('INVALID_INPUT', message);
      throw new GraphQLError(message, { originalError, extensions: { http: { status: 400 } } });
    },
  }),
};

/** What is wrong with a text in a value of JSON; names of fields count too. Bounded by the size of the body. */
function faultIn(value: unknown): string | null {
  const waiting: unknown[] = [value];
  while (waiting.length > 0) {
    const next = waiting.pop();
    if (typeof next === 'string') {
      if (!next.isWellFormed()) return 'ký tự không phải Unicode';
      if (next.includes('\0')) return 'ký tự rỗng';
    }
    if (typeof next !== 'object' || next === null) continue;
    for (const one of Array.isArray(next) ? next : [...Object.keys(next), ...Object.values(next)]) waiting.push(one);
  }
  return null;
}
