import {AskRefused} from './ask';

const json = {method: 'POST', credentials: 'same-origin', headers: {'content-type': 'application/json'}} as const;

async function post(address: string, body: object): Promise<Record<string, unknown>> {
  const response = await fetch(address, {...json, body: JSON.stringify(body)});
  const answer = (await response.json().catch(() => ({}))) as Record<string, unknown>;
  if (!response.ok) throw new AskRefused([{extensions: answer}]);
  return answer;
}

/** As somebody whom the app of the demo vouches for. */
export const asVisitor = (): Promise<unknown> => post('/session/voter', {demo: true});

/** To the identity provider and back, for the vote alone. */
export async function byProvider(): Promise<void> {
  const {url} = await post('/session/oidc', {to: location.pathname, voting: true});
  location.assign(String(url));
}

/** With an account of the platform, and back. */
export const byAccount = (): void => location.assign(`/sign-in?to=${encodeURIComponent(location.pathname)}`);

/** This page goes on as nobody; an account stays signed in to the dashboard. */
export async function leave(): Promise<void> {
  const response = await fetch('/session/voter', {method: 'DELETE', credentials: 'same-origin'});
  if (!response.ok) throw new AskRefused([{extensions: await response.json().catch(() => ({}))}]);
}
