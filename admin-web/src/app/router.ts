import {createRouter, createWebHistory, type RouteRecordRaw} from 'vue-router';
import {ensureViewer, signedIn} from '@/session/session';
import type {Page} from './page';
import {pages} from './pages';

const record = (page: Page): RouteRecordRaw => ({
  path: page.path,
  name: page.name,
  component: page.component,
  meta: {page},
});

const bare = pages.filter((page) => page.open);
const framed = pages.filter((page) => !page.open && !page.campaign);
const ofCampaign = pages.filter((page) => page.campaign);

const routes: RouteRecordRaw[] = [
  ...bare.map(record),
  {
    path: '/',
    component: () => import('./layout/AppLayout.vue'),
    children: [
      ...framed.map(record),
      {
        path: 'campaigns/:key',
        component: () => import('@/campaigns/CampaignFrame.vue'),
        children: ofCampaign.map(record),
      },
      {path: ':rest(.*)*', name: 'missing', component: () => import('./MissingPage.vue')},
    ],
  },
];

export function createAppRouter() {
  const router = createRouter({
    history: createWebHistory(),
    routes,
    scrollBehavior: (to, from, saved) => saved ?? (to.path === from.path ? false : {top: 0}),
  });
  router.beforeEach(async (to) => {
    if (to.meta.page?.open) return true;
    // Offline is not signed out: the page itself then says what is wrong.
    await ensureViewer().catch(() => undefined);
    return signedIn.value ? true : {name: 'sign-in', query: to.fullPath === '/' ? {} : {to: to.fullPath}};
  });
  return router;
}
