export interface ByteRange {
  start: number;
  end: number;
}

/** One range of RFC 9110. Several ranges, other units and nonsense are answered with the whole file, as the RFC allows. */
export function byteRange(header: string | undefined, size: number): ByteRange | 'WHOLE' | 'UNSATISFIABLE' {
  const parts = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header?.trim() ?? '');
  if (!parts || (parts[1] === '' && parts[2] === '')) return 'WHOLE';
  if (parts[1] === '') {
    const suffix = Number(parts[2]);
    if (suffix === 0 || size === 0) return 'UNSATISFIABLE';
    return {start: Math.max(0, size - suffix), end: size - 1};
  }
  const start = Number(parts[1]);
  const end = parts[2] === '' ? size - 1 : Math.min(Number(parts[2]), size - 1);
  if (parts[2] !== '' && Number(parts[2]) < start) return 'WHOLE';
  return start < size ? {start, end} : 'UNSATISFIABLE';
}
