import {SessionRefused} from '@/session/session';

/** Sends the browser to the provider, to sign in or to link the account; it comes back to `to`. */
export async function goToProvider(wish: {to: string; link?: boolean}): Promise<void> {
  const response = await fetch('/session/oidc', {
    method: 'POST',
    credentials: 'same-origin',
    headers: {'content-type': 'application/json'},
    body: JSON.stringify(wish),
  });
  const answer = (await response.json().catch(() => ({}))) as {url?: string};
  if (!response.ok || !answer.url) throw new SessionRefused({errors: [{extensions: answer}]});
  location.assign(answer.url);
}
