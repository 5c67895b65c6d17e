import { z } from 'zod';
import { PlanError } from '../base/index.js';
import { Role } from './role.js';

/** Longest address there can be. Source: RFC 5321, 4.5.3.1.3, less the angle brackets. */
const LONGEST_EMAIL = 254;
const LONGEST_NAME = 200;
const email = z.email().max(LONGEST_EMAIL);

/** An address as accounts store it: trimmed, lower case. @throws PlanError INVALID_INPUT when it is none. */
export function emailOf(text: string): string {
  const result = email.safeParse(text.trim().toLowerCase());
  if (result.success) return result.data;
  throw new PlanError('INVALID_INPUT', 'Địa chỉ e-mail không hợp lệ.', { field: 'email' });
}

/** A person's name, trimmed. @throws PlanError INVALID_INPUT when empty, too long or with control characters. */
export function nameOf(text: string): string {
  const name = text.trim();
  if (name !== '' && name.length <= LONGEST_NAME && !/\p{Cc}/u.test(name)) return name;
  throw new PlanError('INVALID_INPUT', `Họ tên phải có từ 1 đến ${LONGEST_NAME} ký tự, trên một dòng.`, {
    field: 'name',
  });
}

/**
 * Lets a role pass that fits its place: officers and heads belong to a unit, coordinators and administrators to none.
 * @throws PlanError INVALID_INPUT otherwise, and for the role of those who have no account.
 */
export function assertPlaceOfRole(role: Role, unitCode: string | null): void {
  switch (role) {
    case Role.Public:
      return refuse('Không thể tạo tài khoản với vai trò PUBLIC.', 'role');
    case Role.Officer:
    case Role.Head:
      return unitCode === null ? refuse('Vai trò này phải thuộc một đơn vị.', 'unit') : undefined;
    case Role.Coordinator:
    case Role.Admin:
      return unitCode === null ? undefined : refuse('Vai trò này không thuộc đơn vị nào.', 'unit');
  }
}

function refuse(message: string, field: string): never {
  throw new PlanError('INVALID_INPUT', message, { field });
}
