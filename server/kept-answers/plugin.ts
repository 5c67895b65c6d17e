import { HeaderMap, type ApolloServerPlugin } from '@apollo/server';
import type { FormattedExecutionResult } from 'graphql';
import type { RequestContext } from '../context.js';
import type { AnswerStore } from './answer-store.js';

/** The plugin that keeps answers, and how Apollo is to write them. */
export interface AnswerKeeping {
  readonly plugin: ApolloServerPlugin<RequestContext>;
  readonly stringifyResult: (result: FormattedExecutionResult) => string;
}

/** Keeps answers of queries in a store and gives them again; must stand after every plugin that changes answers. */
export function keepAnswers(store: AnswerStore): AnswerKeeping {
  const texts = new WeakMap<object, string>();
  const plugin: ApolloServerPlugin<RequestContext> = {
    requestDidStart: async () => {
      let key: string | null = null;
      return {
        async responseForOperation({ operation, request, contextValue }) {
          if (operation.operation !== 'query') return null;
          const finding = await store.find(request, contextValue);
          key = finding.key;
          const { answer } = finding;
          if (!answer) return null;
          texts.set(answer.data, answer.text);
          return {
            http: { status: undefined, headers: new HeaderMap() },
            body: { kind: 'single', singleResult: { data: answer.data } },
          };
        },
        async willSendResponse({ response: { body } }) {
          if (key === null || body.kind !== 'single') return;
          const { data, errors } = body.singleResult;
          if (!data || errors) return;
          const text = written(body.singleResult);
          texts.set(data, text);
          store.keep(key, { data, text });
        },
      };
    },
  };
  return {
    plugin,
    stringifyResult: (result) => (result.data && !result.errors ? texts.get(result.data) : null) ?? written(result),
  };
}

function written(result: object): string {
  return `${JSON.stringify(result)}\n`;
}
