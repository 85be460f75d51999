/** `/vote/<campaign>/<round>`, the keys of the definition; null where the address names no round. */
export function roundOf(pathname: string): {campaignKey: string; roundKey: string} | null {
  const [, campaignKey, roundKey] = /^\/vote\/([\w-]+)\/([\w-]+)\/?$/.exec(pathname) ?? [];
  return campaignKey && roundKey ? {campaignKey, roundKey} : null;
}

export type View = {name: 'entries'} | {name: 'entry'; id: string} | {name: 'mine'};

/** Behind `#`, so that Back on a telephone goes from a work to the list, and the list is as it was. */
export function viewOf(hash: string): View {
  const [, id] = /^#\/entry\/([\w:-]+)$/.exec(hash) ?? [];
  if (id) return {name: 'entry', id};
  return hash === '#/mine' ? {name: 'mine'} : {name: 'entries'};
}
