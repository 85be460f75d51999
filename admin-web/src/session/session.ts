import {computed, ref, shallowRef} from 'vue';
import type {ApolloClient, NormalizedCacheObject} from '@apollo/client/core';
import type {Permission} from '@/access/permission-words';
import type {ResultOf} from '@/graph/graphql';
import {chooseLanguage, graphLanguage} from '@/i18n/language';
import {renewal, type SessionAnswer} from './renewal';
import {ViewerDocument} from './session.documents';

export type Viewer = ResultOf<typeof ViewerDocument>['viewer'];
export type Role = Viewer['grants'][number]['role'];

/** Who is signed in: one for the whole page. */
export const viewer = shallowRef<Viewer | null>(null);
export const signedIn = computed(() => viewer.value !== null && viewer.value.kind !== 'ANONYMOUS');
/** True once the platform has said that a session which was here is over. */
export const ended = ref(false);

let client: ApolloClient<NormalizedCacheObject> | undefined;
let loading: Promise<void> | undefined;
let askedAt = 0;
const STALE_MS = 3_000;

export function useClientForSession(made: ApolloClient<NormalizedCacheObject>): void {
  client = made;
  renewal.onEnded = sessionEnded;
  renewal.keepFresh();
}

const ask = () => client!.query({query: ViewerDocument, variables: {language: graphLanguage.value}});

async function load(): Promise<void> {
  let {data} = await ask();
  // the cookie of a token that ran out is taken away; what renews it may still be there
  if (data.viewer.kind === 'ANONYMOUS' && renewal.possible && (await renewal.renew()) === 'renewed')
    ({data} = await ask());
  viewer.value = data.viewer;
  if (data.viewer.kind === 'ACCOUNT') void renewal.adopt();
  askedAt = Date.now();
}

/** Roles come and go while a tab is open: asks again what one may do, but not all the time. What is on the page stays. */
export function refreshViewer(): void {
  if (!signedIn.value || loading || Date.now() - askedAt < STALE_MS) return;
  loading = load()
    .catch(() => undefined)
    .finally(() => (loading = undefined));
}

/** Asks once; later calls wait for the same answer. A failure is not remembered. */
export async function ensureViewer(): Promise<void> {
  if (viewer.value) return refreshViewer();
  loading ??= load().finally(() => (loading = undefined));
  await loading;
}

export class SessionRefused extends Error {
  constructor(readonly result: unknown) {
    super('The platform refused the session.');
  }
}

/** What begins the second step, for accounts that have one. */
export interface Challenge {
  challenge: string;
}

/** Signs in, or answers with what the second step needs. Throws SessionRefused. */
export async function signIn(
  step: {name: string; password: string} | {challenge: string; code: string},
): Promise<Challenge | null> {
  const response = await fetch('/session', {
    method: 'POST',
    credentials: 'same-origin',
    headers: {'content-type': 'application/json'},
    body: JSON.stringify(step),
  });
  const answer = (await response.json().catch(() => ({}))) as Record<string, unknown>;
  if (!response.ok) {
    const {code, facts} = answer as {code?: string; facts?: Challenge};
    if (code === 'SECOND_FACTOR_NEEDED' && facts) return facts;
    throw new SessionRefused(answer);
  }
  renewal.begun(answer as unknown as SessionAnswer, response);
  ended.value = false;
  await client!.clearStore();
  await load();
  // somebody else's choice may be left on this device
  const chosen = viewer.value?.account?.language;
  if (chosen) chooseLanguage(chosen === 'ZH' ? 'zh' : 'en');
  return null;
}

export async function signOut(): Promise<void> {
  await fetch('/session', {method: 'DELETE', credentials: 'same-origin'});
  renewal.over();
  viewer.value = null;
  await client!.clearStore();
}

/** The platform no longer knows this session (expired, suspended, signed out elsewhere). */
export function sessionEnded(): void {
  renewal.over();
  if (!signedIn.value) return;
  ended.value = true;
  viewer.value = null;
}

/** Whether a permission is held somewhere, and there for every campaign. Shows or hides; the platform decides. */
export function can(permission: Permission): boolean {
  return viewer.value?.permissions.includes(permission) ?? false;
}

export function hasRole(...roles: Role[]): boolean {
  return viewer.value?.grants.some((grant) => roles.includes(grant.role)) ?? false;
}
