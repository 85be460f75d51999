import './wall.css';
import {createApp, defineAsyncComponent, h} from 'vue';
import {i18n} from '@/i18n/texts';
import {adoptToken} from './display-token';
import {watchForNewVersion} from './self-reload';
import {wallOf} from './wall-address';
import WallPicture from './WallPicture.vue';

export function startWall(): void {
  const light = new URLSearchParams(location.search).get('theme') === 'light';
  document.documentElement.dataset.wall = light ? 'light' : 'dark';
  adoptToken(location, history);
  watchForNewVersion();
  const wall = wallOf(location.pathname);
  const TallyWall = defineAsyncComponent(() => import('./TallyWall.vue'));
  const PlanWall = defineAsyncComponent(() => import('./PlanWall.vue'));
  const root = () => {
    if (wall?.kind === 'tally') return h(TallyWall, {roundId: wall.id});
    if (wall?.kind === 'plan') return h(PlanWall, {planId: wall.id});
    return h(WallPicture, {picture: 'missing'});
  };
  createApp({render: root}).use(i18n).mount('#app');
}
