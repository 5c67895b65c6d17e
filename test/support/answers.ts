import type { Answer } from './running-server.js';

/** What was asked for. @throws Error with the messages of an answer that has errors. */
export function dataOf<Data>({ data, errors }: Answer): Data {
  if (errors || !data) throw new Error(`no data: ${JSON.stringify(errors)}`);
  return data as Data;
}

/** Code of the first error; null when there is none. */
export function errorCode({ errors }: Answer): string | null {
  return errors?.[0]?.extensions?.code ?? null;
}

/** What a mutation answered, under whatever name it stands; a refusal as `{ userErrors }`. */
export function resultOf(answer: Answer): Record<string, unknown> & { userErrors?: Refusal[] } {
  const [result] = Object.values(dataOf<Record<string, Record<string, unknown>>>(answer));
  if (!result) throw new Error('the mutation answered nothing');
  return result;
}

/** A refusal as clients read it. */
export interface Refusal {
  readonly code: string;
  readonly message: string;
  readonly path: string[] | null;
}
