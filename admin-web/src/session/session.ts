import {computed, ref, shallowRef} from 'vue';
import type {ApolloClient, NormalizedCacheObject} from '@apollo/client/core';
import type {ResultOf} from '@/graph/graphql';
import {graphLanguage} from '@/i18n/language';
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

export function useClientForSession(made: ApolloClient<NormalizedCacheObject>): void {
  client = made;
}

async function load(): Promise<void> {
  const {data} = await client!.query({query: ViewerDocument, variables: {language: graphLanguage.value}});
  viewer.value = data.viewer;
}

/** Asks once; later calls wait for the same answer. A failure is not remembered. */
export async function ensureViewer(): Promise<void> {
  if (viewer.value) return;
  loading ??= load().finally(() => (loading = undefined));
  await loading;
}

export class SessionRefused extends Error {
  constructor(readonly result: unknown) {
    super('The platform refused the session.');
  }
}

export async function signIn(name: string, password: string): Promise<void> {
  const response = await fetch('/session', {
    method: 'POST',
    credentials: 'same-origin',
    headers: {'content-type': 'application/json'},
    body: JSON.stringify({name, password}),
  });
  if (!response.ok) throw new SessionRefused(await response.json().catch(() => ({errors: [{}]})));
  ended.value = false;
  await client!.clearStore();
  await load();
}

export async function signOut(): Promise<void> {
  await fetch('/session', {method: 'DELETE', credentials: 'same-origin'});
  viewer.value = null;
  await client!.clearStore();
}

/** The platform no longer knows this session (expired, suspended, signed out elsewhere). */
export function sessionEnded(): void {
  if (!signedIn.value) return;
  ended.value = true;
  viewer.value = null;
}

export function hasRole(...roles: Role[]): boolean {
  return viewer.value?.grants.some((grant) => roles.includes(grant.role)) ?? false;
}
