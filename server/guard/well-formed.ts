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

/** What is wrong with a text in a value of JSON, and where; names of fields count too. Bounded by the size of the body. */
function faultIn(value: unknown): string | null {
  const waiting: { readonly place: string; readonly value: unknown }[] = [{ place: '', value }];
  while (waiting.length > 0) {
    const next = waiting.pop();
    const fault = typeof next?.value === 'string' ? textFault(next.value) : null;
    if (fault !== null) return `${fault} ở «${next?.place}»`;
    if (typeof next?.value !== 'object' || next.value === null) continue;
    for (const [name, inside] of Object.entries(next.value)) {
      const place = next.place === '' ? name : `${next.place}.${name}`;
      if (textFault(name) !== null) return `tên trường sai ở «${next.place}»`;
      waiting.push({ place, value: inside });
    }
  }
  return null;
}

function textFault(text: string): string | null {
  if (!text.isWellFormed()) return 'ký tự không phải Unicode';
  return text.includes('\0') ? 'ký tự rỗng' : null;
}
