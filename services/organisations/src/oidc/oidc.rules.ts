const LONGEST = 500;

/**
 * Where to go afterwards: a path of ours, whatever was asked for. Browsers read `//x`, `/\x` and what hides behind a tab or a
 * line break as another site.
 */
export function returnPath(wanted: string | undefined, fallback = '/'): string {
  if (wanted === undefined || wanted.length > LONGEST) return fallback;
  return /^\/(?![/\\])[^\\\p{Cc}\p{Zl}\p{Zp}]*$/u.test(wanted) ? wanted : fallback;
}
