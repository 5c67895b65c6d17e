import type { ApolloServerOptionsWithGateway } from '@apollo/server';
import { HeaderMap } from '@apollo/server';
import { GraphQLError } from 'graphql';
import type { RequestContext } from '../context.js';
import { costOf } from '../query-size.js';
import { Admission } from './admission.js';

type Gateway = ApolloServerOptionsWithGateway<RequestContext>['gateway'];

/** Items from which a request waits its turn: about 50 ms of work. */
const EXPENSIVE_FROM = 2_000;
/** Expensive requests that run at once in one process: it has one processor, and the database a few connections. */
const AT_ONCE = 2;
const WAITING = 20;
const WAIT_MS = 2_000;
const RETRY_AFTER_SECONDS = 3;

/** Code of the answer to whoever was turned away. */
export const OVERLOADED = 'OVERLOADED';

/** The same execution, with a turn to be waited for by requests that cost `EXPENSIVE_FROM` items and more. */
export function admittedExecution(gateway: Gateway): Gateway {
  const admission = new Admission({ atOnce: AT_ONCE, waiting: WAITING, waitMs: WAIT_MS });
  return {
    ...gateway,
    async load(options) {
      const { executor } = await gateway.load(options);
      if (!executor) throw new Error('An execution without an executor');
      return {
        async executor(request) {
          if (costOf(request.context as RequestContext) < EXPENSIVE_FROM) return executor(request);
          const admitted = await admission.run(() => executor(request));
          if (admitted) return admitted.result;
          throw overloaded();
        },
      };
    },
  };
}

function overloaded(): GraphQLError {
  const headers = new HeaderMap([['retry-after', String(RETRY_AFTER_SECONDS)]]);
  return new GraphQLError('Hệ thống đang bận với nhiều truy vấn lớn; hãy thử lại sau ít giây.', {
    extensions: { code: OVERLOADED, http: { status: 503, headers } },
  });
}
