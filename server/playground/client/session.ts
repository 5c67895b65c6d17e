import { sendOperation } from './graphql-endpoint.js';
import { OPERATIONS } from './session-operations.js';

/** Who is signed in, as the header shows it. */
export interface Viewer {
  name: string;
  role: string;
  unit: { name: string } | null;
}

const roleNames: Readonly<Record<string, string>> = {
  OFFICER: 'cán bộ',
  HEAD: 'người đứng đầu',
  COORDINATOR: 'điều phối cấp tỉnh',
  ADMIN: 'quản trị',
};

/** Vietnamese name of a role; the role itself when it has none. */
export function roleName(role: string): string {
  return roleNames[role.toUpperCase()] ?? role;
}

/** The signed-in viewer; null when nobody is. */
export async function loadViewer(): Promise<Viewer | null> {
  const answer = await sendOperation<{ viewer: Viewer | null }>({
    query: OPERATIONS.viewer,
  });
  return answer.data?.viewer ?? null;
}

interface SignInAnswer {
  signIn: { viewer: Viewer } | { userErrors: readonly { message: string }[] };
}

/**
 * Signs in; the server keeps the session in a cookie that scripts cannot read.
 * @throws Error in Vietnamese saying why not.
 */
export async function signIn(email: string, password: string): Promise<Viewer> {
  const answer = await sendOperation<SignInAnswer>({
    query: OPERATIONS.signIn,
    variables: { email, password },
  });
  const result = answer.data?.signIn;
  if (result && 'viewer' in result) return result.viewer;
  const messages = result?.userErrors ?? answer.errors ?? [];
  throw new Error(messages.map(({ message }) => message).join(' ') || 'Không đăng nhập được.');
}

/** Ends the session on the server. */
export async function signOut(): Promise<void> {
  await sendOperation({ query: OPERATIONS.signOut });
}
