import { createHmac, timingSafeEqual } from 'node:crypto';
import { fromEpochDay, toEpochDay, type CivilDate } from '../../base/index.js';

/** What the bearer of a link may answer for: one deadline in one round of its reminders, as one post, until a day. */
export interface AnswerLink {
  readonly deadlineId: string;
  readonly postId: string;
  readonly round: number;
  /** Last day on which the link works. */
  readonly expiresOn: CivilDate;
}

/** Days that a link works, the day of the mail not counted. */
export const ANSWER_LINK_DAYS = 30;

/** The signature is over this too, so that no other link can ever be taken for an answer. */
const PURPOSE = 'acknowledge-deadline-1';
const PAYLOAD_BYTES = 38;
const SIGNATURE_BYTES = 16;
const TOKEN = /^[A-Za-z0-9_-]{72}$/;

/** Signs a link: base64url, 72 characters; the same link is always the same text. */
export function signAnswerLink(link: AnswerLink, key: string): string {
  const payload = Buffer.alloc(PAYLOAD_BYTES);
  writeUuid(payload, link.deadlineId, 0);
  writeUuid(payload, link.postId, 16);
  payload.writeUInt16BE(link.round, 32);
  payload.writeUInt32BE(toEpochDay(link.expiresOn), 34);
  return Buffer.concat([payload, signatureOf(payload, key)]).toString('base64url');
}

/** What a link says; null when its text was not signed with the key, whatever else it is. */
export function readAnswerLink(token: string, key: string): AnswerLink | null {
  if (!TOKEN.test(token)) return null;
  const bytes = Buffer.from(token, 'base64url');
  const payload = bytes.subarray(0, PAYLOAD_BYTES);
  if (!timingSafeEqual(bytes.subarray(PAYLOAD_BYTES), signatureOf(payload, key))) return null;
  return {
    deadlineId: readUuid(payload, 0),
    postId: readUuid(payload, 16),
    round: payload.readUInt16BE(32),
    expiresOn: fromEpochDay(payload.readUInt32BE(34)),
  };
}

function signatureOf(payload: Buffer, key: string): Buffer {
  return createHmac('sha256', key).update(PURPOSE).update(payload).digest().subarray(0, SIGNATURE_BYTES);
}

function writeUuid(target: Buffer, uuid: string, offset: number): void {
  target.write(uuid.replaceAll('-', ''), offset, 16, 'hex');
}

function readUuid(source: Buffer, offset: number): string {
  const hex = source.toString('hex', offset, offset + 16);
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

/** A mail's text as it may be shown to others than its recipient: whoever has a link can answer in the name of its post. */
export function withoutAnswerLinks(text: string): string {
  return text.replaceAll(/\/tra-loi\/[\w-]+/g, '/tra-loi/…');
}
