import { describe, expect, it } from '@jest/globals';
import { fromGlobalId, toGlobalId } from '../../schema/base/index.js';

const KEY = '01890a5d-ac96-774b-bcce-b302099a8057';

describe('a global id', () => {
  it('comes back as type and key, and differs by type', () => {
    const id = toGlobalId('Commune', KEY);
    expect(fromGlobalId(id)).toEqual({ type: 'Commune', key: KEY });
    expect(id).not.toBe(toGlobalId('Department', KEY));
    expect(id).toMatch(/^[\w-]+$/);
  });

  it.each([
    ['empty', ''],
    ['a bare key', KEY],
    ['no base64url', '!!!'],
    ['without a type', Buffer.from(`:${KEY}`).toString('base64url')],
    ['without a key', toGlobalId('Commune', '')],
    ['padded', `${toGlobalId('Plan', KEY)}=`],
    ['with white space', ` ${toGlobalId('Plan', KEY)}`],
    ['in other base64', Buffer.from(`Plan?>:${KEY}`).toString('base64').replace(/^/, '+')],
    ['with a key that is no uuid', toGlobalId('Plan', `${KEY}' or true`)],
  ])('that is %s is refused', (_case, id) => {
    expect(() => fromGlobalId(id)).toThrow(expect.objectContaining({ code: 'INVALID_INPUT' }));
  });
});
