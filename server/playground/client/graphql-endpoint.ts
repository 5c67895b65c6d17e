/** Answer of the endpoint, as GraphQL over HTTP has it. */
export interface GraphqlAnswer<Data = unknown> {
  data?: Data | null;
  errors?: readonly { message: string }[];
}

interface GraphqlRequest {
  query: string;
  variables?: unknown;
  operationName?: string | null;
}

const endpoint = document.querySelector<HTMLMetaElement>('meta[name="graphql-endpoint"]')?.content ?? '/graphql';

/**
 * Sends one operation with the session cookie.
 * @throws Error in Vietnamese when the server cannot be reached or does not answer in JSON.
 */
export async function sendOperation<Data>(
  request: GraphqlRequest,
  headers: Readonly<Record<string, string>> = {},
): Promise<GraphqlAnswer<Data>> {
  const response = await fetch(endpoint, {
    method: 'POST',
    credentials: 'same-origin',
    headers: {
      accept: 'application/json',
      ...headers,
      'content-type': 'application/json',
      'apollo-require-preflight': 'true',
    },
    body: JSON.stringify(request),
  }).catch(() => {
    throw new Error('Không kết nối được với máy chủ. Hãy kiểm tra mạng rồi thử lại.');
  });
  const text = await response.text();
  try {
    return JSON.parse(text) as GraphqlAnswer<Data>;
  } catch {
    throw new Error(`Máy chủ trả lời không đúng dạng (HTTP ${response.status}).`);
  }
}
