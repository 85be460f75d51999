import './wall.css';
import {createApp, defineAsyncComponent, h, ref, shallowRef} from 'vue';
import {i18n} from '@/i18n/texts';
import {isStart, watchPlace, type Place} from './display-place';
import {handTokenOver} from './display-token';
import {watchForNewVersion} from './self-reload';
import {wallOf} from './wall-address';
import WallPicture from './WallPicture.vue';

const HAND_OVER_AGAIN_MS = 3_000;

export function startWall(): void {
  const light = new URLSearchParams(location.search).get('theme') === 'light';
  document.documentElement.dataset.wall = light ? 'light' : 'dark';
  watchForNewVersion();
  const wall = wallOf(location.pathname);
  const start = isStart(location.pathname);
  const place = shallowRef<Place | null>(null);
  const known = ref(false);
  void handTokenOver({
    location,
    history,
    storage: localStorage,
    fetch: (url, init) => fetch(url, {...init, credentials: 'same-origin'}),
    // between two tries to hand the token over while the gateway is away: waiting is what it is for
    pause: () => new Promise((resolve) => setTimeout(resolve, HAND_OVER_AGAIN_MS)),
  }).then(() => {
    known.value = true;
    watchPlace(
      (address) => location.replace(address),
      (said) => (place.value = said),
    );
  });
  const TallyWall = defineAsyncComponent(() => import('./TallyWall.vue'));
  const PlanWall = defineAsyncComponent(() => import('./PlanWall.vue'));
  const PairingWall = defineAsyncComponent(() => import('./PairingWall.vue'));
  const root = () => {
    if (!known.value) return h(WallPicture, {picture: 'waiting'});
    if (start) return h(PairingWall, {place: place.value});
    if (wall?.kind === 'tally') return h(TallyWall, {roundId: wall.id});
    if (wall?.kind === 'plan') return h(PlanWall, {planId: wall.id});
    return h(WallPicture, {picture: 'missing'});
  };
  createApp({render: root}).use(i18n).mount('#app');
}
