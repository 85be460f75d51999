const remembered = 'concours.display-token';

/**
 * A display's token is given once, behind the `#` of the address, which no server and no log sees; it is kept on the device
 * and taken out of the address at once.
 */
export function adoptToken(
  location: Pick<Location, 'hash' | 'pathname' | 'search'>,
  history: Pick<History, 'replaceState'>,
): void {
  const token = new URLSearchParams(location.hash.slice(1)).get('token');
  if (!token) return;
  localStorage.setItem(remembered, token);
  history.replaceState(null, '', location.pathname + location.search);
}

export function displayToken(): string | null {
  return localStorage.getItem(remembered);
}
