/**
 * Statements that empty the audit: what a test may that owns its database, as superuser and in the session that sends
 * them; the product itself is refused.
 */
export const EMPTY_AUDIT =
  'set session_replication_role = replica; truncate audit_entry, audit_seal; set session_replication_role = origin';
