/** Something to read, and nothing that can't be seen or that turns the writing direction of what stands beside it. */
export const DISPLAY_NAME =
  /^(?=.*[\p{L}\p{N}])[^\p{Cc}\p{Zl}\p{Zp}\u00ad\u061c\u115f\u1160\u3164\uffa0\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]+$/u;
