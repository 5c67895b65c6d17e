import { randomUUID } from 'node:crypto';
import { ApolloClient, ApolloLink, HttpLink, InMemoryCache } from '@apollo/client';
import { SetContextLink } from '@apollo/client/link/context';
import { RetryLink } from '@apollo/client/link/retry';
import { relayStylePagination } from '@apollo/client/utilities';
import {
  CommunesPageDocument,
  OpenTasksDocument,
  possibleTypes,
  RecordProgressDocument,
  SignInDocument,
  type RecordProgressMutation,
  type RefusalFragment,
  type SignInMutation,
  type UnitFiguresFragment,
} from './documents.js';

type SignedIn = Extract<SignInMutation['signIn'], { __typename: 'SignInPayload' }>['viewer'];
type Recorded = Extract<
  RecordProgressMutation['recordTaskProgress'],
  { __typename: 'RecordTaskProgressPayload' }
>['progress'];

/** A refusal of the server: what to show, at which field, and what to do next. */
export class Refused extends Error {
  constructor(readonly refusals: readonly RefusalFragment[]) {
    super(refusals.map(({ message }) => message).join(' '));
  }
}

/** A frontend's access to the API at `origin`; `send` is the browser's fetch. */
export class PlanClient {
  private token: string | null = null;
  readonly apollo: ApolloClient;

  constructor(origin: string, send: typeof fetch = fetch) {
    this.apollo = new ApolloClient({
      link: ApolloLink.from([
        // What the network loses is sent again as it was, so with the same clientMutationId.
        new RetryLink({ delay: { initial: 50 }, attempts: { max: 3 } }),
        new SetContextLink(({ headers }) => ({
          headers: { ...headers, ...(this.token !== null && { authorization: `Bearer ${this.token}` }) },
        })),
        new HttpLink({ uri: `${origin}/graphql`, fetch: send }),
      ]),
      cache: new InMemoryCache({
        possibleTypes,
        typePolicies: { Province: { fields: { communes: relayStylePagination() } } },
      }),
    });
  }

  /** Signs in. @throws Refused when address and password do not belong together. */
  async signIn(email: string, password: string): Promise<SignedIn> {
    const { data } = await this.apollo.mutate({ mutation: SignInDocument, variables: { email, password } });
    const answer = unlessRefused(data?.signIn);
    this.token = answer.token;
    return answer.viewer;
  }

  /** The communes with their figures of a period (`2025-12`), page after page; the cache joins the pages. */
  async *communes(period: string, pageSize: number): AsyncGenerator<UnitFiguresFragment[]> {
    let after: string | null = null;
    for (;;) {
      const variables: { period: string; first: number; after: string | null } = { period, first: pageSize, after };
      const { data } = await this.apollo.query({ query: CommunesPageDocument, variables, fetchPolicy: 'network-only' });
      const page = data?.province?.communes;
      if (!page) return;
      // The cache answers all pages read so far; what is new stands at the end.
      yield page.edges
        .slice(after === null ? 0 : page.edges.findIndex(({ cursor }) => cursor === after) + 1)
        .map(({ node }) => node);
      if (!page.pageInfo.hasNextPage) return;
      after = page.pageInfo.endCursor;
    }
  }

  /** Id of a task of the plan by its clause; null when there is none. */
  async taskOf(code: string): Promise<string | null> {
    const { data } = await this.apollo.query({ query: OpenTasksDocument });
    return data?.plan?.tasks.find((task) => task.code === code)?.id ?? null;
  }

  /** Records the progress of a task, once however often the network makes it be sent. @throws Refused */
  async recordProgress(task: string, unit: string, percent: number): Promise<Recorded> {
    const variables = { task, unit, percent, key: randomUUID() };
    const { data } = await this.apollo.mutate({ mutation: RecordProgressDocument, variables });
    return unlessRefused(data?.recordTaskProgress).progress;
  }
}

type Answer = { __typename: string };
type Refusals = { __typename: 'UserErrors'; userErrors: RefusalFragment[] };

/** The payload of a mutation's answer; the compiler knows that it is no refusal any more. */
function unlessRefused<T extends Answer>(answer: T | Refusals | undefined): Exclude<T, Refusals> {
  if (!answer) throw new Error('the server answered nothing');
  if (isRefusal(answer)) throw new Refused(answer.userErrors);
  return answer as Exclude<T, Refusals>;
}

function isRefusal(answer: Answer): answer is Refusals {
  return 'userErrors' in answer;
}
