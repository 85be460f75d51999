import './vote.css';
import {createApp} from 'vue';
import {i18n} from '@/i18n/texts';
import {applyTheme} from '@/ui/useTheme';
import {roundOf} from './vote-address';
import VotePage from './VotePage.vue';

/** The page where one votes: for a telephone, so with neither the component library nor the Apollo client. */
export function startVote(): void {
  applyTheme();
  createApp(VotePage, {address: roundOf(location.pathname)})
    .use(i18n)
    .mount('#app');
}
