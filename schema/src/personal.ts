/**
 * The context of look-ups for telephone numbers and mail addresses of anybody, the same in every service: so that one service may
 * ask another for a person by a hash. Services that share it share PERSONAL_KEYS.
 */
export const CONTACT_LOOK_UP = 'contact';
