/** Page where the bearer of a one-time link sets a password. The secret stands after `#`, so that no server logs it. */
export function passwordLink(publicUrl: string, secret: string): string {
  return new URL(`/dat-mat-khau#${secret}`, publicUrl).href;
}
