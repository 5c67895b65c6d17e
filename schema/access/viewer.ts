import { Role } from './role.js';

/** Whoever asks: what the policy and the audit need to know of them, read anew with every request. */
export interface Viewer {
  readonly role: Role;
  /** Null when not signed in. */
  readonly userId: string | null;
  readonly name: string;
  /** Also the name of the actor in the audit; empty when not signed in. */
  readonly email: string;
  /** The unit of an officer or head; null for everybody else. */
  readonly unitId: string | null;
}

/** Whoever has not signed in. */
export const PUBLIC_VIEWER: Viewer = {
  role: Role.Public,
  userId: null,
  name: 'Khách',
  email: '',
  unitId: null,
};
