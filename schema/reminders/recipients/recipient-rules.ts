import { PostKind } from '../../organisation/index.js';
import { isSingleAddress } from '../digest/text-rules.js';

/** A post of a unit, valid on the day in question. */
export interface RecipientPost {
  readonly id: string;
  readonly kind: PostKind;
  readonly email: string;
}

/** Why a post is not written to. */
export type Unreachable = 'ADDRESS_INVALID' | 'ADDRESS_BOUNCED';

/** Whom a rung goes to. */
export interface Recipients<T extends RecipientPost> {
  /** Each post once, in the order of the wished kinds; empty: nobody of the unit can be written to. */
  readonly posts: readonly T[];
  /** Valid posts of the wished kinds that were passed over, and why. */
  readonly passedOver: readonly { readonly post: T; readonly why: Unreachable }[];
  /** NO_VALID_POST when `posts` is empty: somebody has to be told of that. */
  readonly alert: 'NO_VALID_POST' | null;
}

/** Who stands in for whom, nearest first. */
const NEXT: Readonly<Record<PostKind, readonly PostKind[]>> = {
  [PostKind.FocalPoint]: [PostKind.Deputy, PostKind.Head],
  [PostKind.Deputy]: [PostKind.Head, PostKind.FocalPoint],
  [PostKind.Head]: [PostKind.Deputy, PostKind.FocalPoint],
};

/**
 * The posts that a rung goes to: those of the wished kinds that can be reached. When none of the wished ones can, the
 * next post of the unit gets it in their place, so that a returned mail is no silence.
 *
 * @param marked addresses in lower case that returned a mail and were not released since.
 */
export function recipientsOf<T extends RecipientPost>(
  posts: readonly T[],
  wished: readonly PostKind[],
  marked: ReadonlySet<string>,
): Recipients<T> {
  const judged = posts.map((post) => ({ post, why: whyUnreachable(post, marked) }));
  const reachable = (kind: PostKind) => judged.filter(({ post, why }) => post.kind === kind && why === null);
  const direct = wished.flatMap(reachable);
  const standIns = wished.flatMap((kind) => NEXT[kind].map(reachable).find((found) => found.length > 0) ?? []);
  const chosen = [...new Set((direct.length > 0 ? direct : standIns).map(({ post }) => post))];
  return {
    posts: chosen,
    passedOver: judged.flatMap(({ post, why }) => (why && wished.includes(post.kind) ? [{ post, why }] : [])),
    alert: chosen.length === 0 ? 'NO_VALID_POST' : null,
  };
}

/** Why a post cannot be written to; null when it can. */
export function whyUnreachable({ email }: RecipientPost, marked: ReadonlySet<string>): Unreachable | null {
  if (!isSingleAddress(email)) return 'ADDRESS_INVALID';
  return marked.has(email.toLowerCase()) ? 'ADDRESS_BOUNCED' : null;
}
