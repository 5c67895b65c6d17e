import { describe, expect, it } from '@jest/globals';
import { PostKind } from '../../schema/organisation/index.js';
import { recipientsOf } from '../../schema/reminders/index.js';

const { FocalPoint, Deputy, Head } = PostKind;
const post = (kind: PostKind, email = `${kind.toLowerCase()}@xa.vn`) => ({ id: `${kind} ${email}`, kind, email });
const all = [post(FocalPoint, 'dau-moi@xa.vn'), post(Deputy, 'pho@xa.vn'), post(Head, 'truong@xa.vn')];
const emails = (marked: string[], wished: PostKind[], posts = all) =>
  recipientsOf(posts, wished, new Set(marked)).posts.map(({ email }) => email);

describe('recipientsOf', () => {
  it.each([
    ['the wished post', [], [FocalPoint], ['dau-moi@xa.vn']],
    ['the deputy when the focal point bounced', ['dau-moi@xa.vn'], [FocalPoint], ['pho@xa.vn']],
    ['the head when both bounced', ['dau-moi@xa.vn', 'pho@xa.vn'], [FocalPoint], ['truong@xa.vn']],
    ['the other wished post when one bounced', ['truong@xa.vn'], [FocalPoint, Head], ['dau-moi@xa.vn']],
    ['nobody when all bounced', ['dau-moi@xa.vn', 'pho@xa.vn', 'truong@xa.vn'], [FocalPoint, Head], []],
  ])('is %s', (_name, marked, wished, expected) => expect(emails(marked, wished)).toEqual(expected));

  it('compares addresses without regard to letter case', () => {
    expect(
      emails(['dau-moi@xa.vn'], [FocalPoint], [post(FocalPoint, 'Dau-Moi@Xa.vn'), post(Head, 'truong@xa.vn')]),
    ).toEqual(['truong@xa.vn']);
  });

  it('passes over what is no single address, and says why', () => {
    const bad = post(FocalPoint, 'a@xa.vn, b@xa.vn');
    expect(recipientsOf([bad, post(Head)], [FocalPoint], new Set())).toMatchObject({
      posts: [{ kind: Head }],
      passedOver: [{ post: bad, why: 'ADDRESS_INVALID' }],
      alert: null,
    });
  });

  it('raises an alert when the unit has nobody', () => {
    expect(recipientsOf([], [FocalPoint], new Set())).toEqual({ posts: [], passedOver: [], alert: 'NO_VALID_POST' });
  });
});
