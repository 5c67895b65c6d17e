import * as openid from 'openid-client';
import type { Vouched } from '../../../schema/access/index.js';

/** Which provider is asked, as whom, and where its answer comes to. */
export interface ProviderSettings {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly redirectUrl: string;
}

/** What a browser keeps between going and coming back; useless without the code that the provider sends it back with. */
export interface PendingLogin {
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
}

/** Longest that the provider may take to answer, in seconds. */
const TIMEOUT_SECONDS = 10;

/** Signing in by OpenID Connect: authorization code with PKCE, state and nonce. Source: OpenID Connect Core 1.0, 3.1; RFC 9700. */
export class OpenidLogin {
  private configuration: Promise<openid.Configuration> | null = null;

  constructor(private readonly settings: ProviderSettings) {}

  /** The address at the provider to send a browser to, and what it has to keep. @throws Error when the provider is away. */
  async begin(): Promise<{ readonly url: URL; readonly pending: PendingLogin }> {
    const configuration = await this.discover();
    const pending = {
      state: openid.randomState(),
      nonce: openid.randomNonce(),
      verifier: openid.randomPKCECodeVerifier(),
    };
    const url = openid.buildAuthorizationUrl(configuration, {
      redirect_uri: this.settings.redirectUrl,
      scope: 'openid email',
      state: pending.state,
      nonce: pending.nonce,
      code_challenge: await openid.calculatePKCECodeChallenge(pending.verifier),
      code_challenge_method: 'S256',
    });
    return { url, pending };
  }

  /**
   * Whom the provider vouches for, from the query that a browser came back with.
   * @throws Error when the answer is no answer to what was begun, or its signature, issuer, audience or time is wrong.
   */
  async end(query: string, { state, nonce, verifier }: PendingLogin): Promise<Vouched> {
    const configuration = await this.discover();
    const url = new URL(this.settings.redirectUrl);
    url.search = query;
    const tokens = await openid.authorizationCodeGrant(configuration, url, {
      expectedState: state,
      expectedNonce: nonce,
      pkceCodeVerifier: verifier,
      idTokenExpected: true,
    });
    const claims = tokens.claims();
    if (!claims) throw new Error('An answer without an ID token');
    const isInUserInfo = claims['email'] === undefined && configuration.serverMetadata().userinfo_endpoint;
    const facts = isInUserInfo ? await openid.fetchUserInfo(configuration, tokens.access_token, claims.sub) : claims;
    const { email, email_verified: isVerified } = facts;
    return { email: isVerified === true && typeof email === 'string' ? email : null, provider: this.settings.issuer };
  }

  /** The provider's metadata; asked for again after a failure. */
  private discover(): Promise<openid.Configuration> {
    const { issuer, clientId, clientSecret } = this.settings;
    const server = new URL(issuer);
    // Only an issuer on this machine passes the environment without TLS.
    const execute = server.protocol === 'http:' ? [openid.allowInsecureRequests] : [];
    this.configuration ??= openid
      .discovery(server, clientId, clientSecret, undefined, { execute, timeout: TIMEOUT_SECONDS })
      .catch((error: unknown) => {
        this.configuration = null;
        throw error;
      });
    return this.configuration;
  }
}
