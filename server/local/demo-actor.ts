/** Name in the audit of whoever makes the demonstration. */
export const DEMO_ACTOR = 'mo-phong';

/** Action in the audit that says that the demonstration was loaded to its end. */
export const DEMO_LOADED = 'DEMO_LOADED';

/** Domain of every address of the demonstration; there can be no such domain. Source: RFC 6761, 6.4. */
export const DEMO_MAIL_DOMAIN = 'mo-phong.invalid';
