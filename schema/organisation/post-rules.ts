import type { FactFault } from './unit-rules.js';

/** One addr-spec and nothing else: a comma or line break would reach a second person. */
const ADDRESS = /^[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+$/;
const LONGEST_ADDRESS = 254;
const LONGEST_TITLE = 200;
const CONTROL_CHARACTERS = /\p{Cc}/u;

/** Everything wrong with the title and the address of a post; empty when nothing is. */
export function faultsOfPost({ title, email }: { readonly title: string; readonly email: string }) {
  const faults: FactFault<'title' | 'email'>[] = [];
  if (email.length > LONGEST_ADDRESS || !ADDRESS.test(email)) {
    const message = 'Địa chỉ thư không hợp lệ; chỉ ghi một địa chỉ, ví dụ van-thu@xa.vn.';
    faults.push({ field: 'email', rule: 'EMAIL', message });
  }
  if (title.trim() === '' || title.length > LONGEST_TITLE || CONTROL_CHARACTERS.test(title)) {
    const message = `Chức danh phải có từ 1 đến ${LONGEST_TITLE} ký tự, trên một dòng.`;
    faults.push({ field: 'title', rule: 'TITLE', message });
  }
  return faults;
}
