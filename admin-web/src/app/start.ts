import '@/ui/states/states.css';
import '@/ui/element.css';
import {DefaultApolloClient} from '@vue/apollo-composable';
import {createApp, watch} from 'vue';
import {createClient} from '@/graph/client';
import {i18n} from '@/i18n/texts';
import {renewal} from '@/session/renewal';
import {ended, refreshViewer, sessionEnded, useClientForSession} from '@/session/session';
import {applyTheme} from '@/ui/useTheme';
import App from './App.vue';
import {createAppRouter} from './router';

export function startApp(): void {
  applyTheme();
  const client = createClient({session: renewal, signedOut: sessionEnded, forbidden: () => refreshViewer()});
  useClientForSession(client);
  const router = createAppRouter();
  watch(ended, (over) => {
    if (over) void router.push({name: 'sign-in', query: {to: router.currentRoute.value.fullPath}});
  });
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible') refreshViewer();
  });
  createApp(App).provide(DefaultApolloClient, client).use(i18n).use(router).mount('#app');
}
