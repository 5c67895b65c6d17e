const viewerFields = 'name role unit { name }';

/** What the header's sign-in sends; also read by the server, as documents of its own. */
export const OPERATIONS = {
  viewer: `query Viewer { viewer { ${viewerFields} } }`,
  signIn: `mutation SignIn($email: String!, $password: String!) {
      signIn(email: $email, password: $password) {
        ... on SignInPayload { viewer { ${viewerFields} } }
        ... on UserErrors { userErrors { message } }
      }
    }`,
  signOut: 'mutation SignOut { signOut }',
} as const;
