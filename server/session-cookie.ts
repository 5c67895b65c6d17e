import type { Request, Response } from 'express';

const NAME = 'ke_hoach_457_session';
const HOUR_MS = 3_600_000;

/** The session token of a request: from `Authorization: Bearer …`, else from the cookie; null without one. */
export function sessionToken({ headers }: Request): string | null {
  const bearer = /^Bearer (\S+)$/.exec(headers.authorization ?? '')?.[1];
  return bearer ?? cookies(headers.cookie).get(NAME) ?? null;
}

/** Gives the browser a session that scripts cannot read and other sites cannot use, or takes it away. */
export function writeSessionCookie(response: Response, token: string | null, hours: number, isSecure: boolean): void {
  const options = { httpOnly: true, sameSite: 'strict', secure: isSecure, path: '/' } as const;
  if (token === null) response.clearCookie(NAME, options);
  else response.cookie(NAME, token, { ...options, maxAge: hours * HOUR_MS });
}

function cookies(header: string | undefined): Map<string, string> {
  const pairs = (header ?? '').split(';').map((pair) => pair.trim().split('=', 2));
  return new Map(pairs.map(([name = '', value = '']) => [name, value]));
}
