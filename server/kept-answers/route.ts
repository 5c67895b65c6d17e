import type { NextFunction, Request, Response } from 'express';
import { z } from 'zod';
import type { RequestContext } from '../context.js';
import type { AnswerStore } from './answer-store.js';

/** A request that may be answered without Apollo: nothing but a text and its variables. */
const questionShape = z.strictObject({
  query: z.string(),
  operationName: z.string().nullish(),
  variables: z.record(z.string(), z.unknown()).nullish(),
});

const JSON_TYPE = 'application/json; charset=utf-8';

/**
 * Gives a kept answer before Apollo is asked, for a POST of JSON that takes JSON; anything else goes on. The answer
 * passed every check of Apollo when it was made, for the same viewer and the same text.
 */
export function keptAnswers(
  store: AnswerStore,
  contextOf: (request: Request, response: Response) => Promise<RequestContext>,
) {
  return async (request: Request, response: Response, next: NextFunction): Promise<void> => {
    const question = request.method === 'POST' && takesJson(request) ? questionShape.safeParse(request.body) : null;
    if (!question?.success) return next();
    // Who asks may not be found out while the database is away; Apollo is then told the same and answers it.
    const context = await contextOf(request, response).catch(() => null);
    const answer = context && (await store.find(question.data, context)).answer;
    if (!answer) return next();
    // Written by hand: what packs answers would otherwise send a short one in pieces.
    const length = String(Buffer.byteLength(answer.text));
    response.status(200).set({ 'content-type': JSON_TYPE, 'content-length': length }).end(answer.text);
  };
}

function takesJson({ headers }: Request): boolean {
  const { accept = '*/*', 'content-type': type = '' } = headers;
  return type.startsWith('application/json') && /^(\*\/\*|application\/json)(;|,|$)/.test(accept);
}
