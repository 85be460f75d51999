import {Grid} from '@element-plus/icons-vue';
import type {Page} from '@/app/page';

export const trackPages: Page[] = [
  {
    path: 'tracks',
    name: 'tracks',
    campaign: true,
    title: ['子项目', 'Tracks'],
    component: () => import('./TracksPage.vue'),
    nav: {order: 14, icon: Grid},
  },
  {
    path: 'tracks/:trackKey',
    name: 'track',
    campaign: true,
    title: ['子项目', 'Track'],
    component: () => import('./TrackPage.vue'),
    above: 'tracks',
  },
];
