import { HeaderMap, type ApolloServerOptionsWithGateway, type ApolloServerPlugin } from '@apollo/server';
import { GraphQLError } from 'graphql';
import type { RequestContext } from '../context.js';
import { costOf } from '../query-size.js';
import { Admission } from './admission.js';

type Gateway = ApolloServerOptionsWithGateway<RequestContext>['gateway'];

/** Items from which a request waits its turn: about 50 ms of work. */
const EXPENSIVE_FROM = 2_000;
/** A process has one processor: two at once would take as long, and keep everybody else waiting twice as long. */
const AT_ONCE = 1;
const WAITING = 8;
const WAIT_MS = 2_000;
const REST = 0.5;
const RETRY_AFTER_SECONDS = 3;

/** Code of the answer to whoever was turned away. */
export const OVERLOADED = 'OVERLOADED';

/** The turns of one process. */
export interface Turns {
  /** Turns expensive requests away before anything is done for them, when even the queue is full. */
  readonly plugin: ApolloServerPlugin<RequestContext>;
  /** The same execution, with a turn to be waited for by requests that cost `EXPENSIVE_FROM` items and more. */
  execution(gateway: Gateway): Gateway;
}

/** Turns for expensive requests; `limitSize`, which reckons the costs, has to stand before the plugin. */
export function turns(): Turns {
  const admission = new Admission({ atOnce: AT_ONCE, waiting: WAITING, waitMs: WAIT_MS, rest: REST });
  return {
    plugin: {
      requestDidStart: async () => ({
        async didResolveOperation({ contextValue }) {
          if (isExpensive(contextValue) && admission.isFull) throw overloaded();
        },
      }),
    },
    execution: (gateway) => ({
      ...gateway,
      async load(options) {
        const { executor } = await gateway.load(options);
        if (!executor) throw new Error('An execution without an executor');
        return {
          async executor(request) {
            if (!isExpensive(request.context as RequestContext)) return executor(request);
            const admitted = await admission.run(() => executor(request));
            if (admitted) return admitted.result;
            throw overloaded();
          },
        };
      },
    }),
  };
}

function isExpensive(context: RequestContext): boolean {
  return costOf(context) >= EXPENSIVE_FROM;
}

function overloaded(): GraphQLError {
  const headers = new HeaderMap([['retry-after', String(RETRY_AFTER_SECONDS)]]);
  return new GraphQLError('Hệ thống đang bận với nhiều truy vấn lớn; hãy thử lại sau ít giây.', {
    extensions: { code: OVERLOADED, http: { status: 503, headers } },
  });
}
