/** Names under which secrets and personal data are kept, here or by whoever comes later. */
const telling =
  /passw|passphrase|token|secret|otp|cookie|credential|authorization|phone|mobile|e-?mail|address|contact|id_?card|id_?number|birth/i;

export const REDACTED = '[redacted]';

/** The second line of defence: whoever records something leaves these out by himself. */
export function withoutSecrets(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutSecrets);
  if (value === null || typeof value !== 'object' || value instanceof Date) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [
      key,
      telling.test(key) && inner !== null && typeof inner !== 'boolean' ? REDACTED : withoutSecrets(inner),
    ]),
  );
}
