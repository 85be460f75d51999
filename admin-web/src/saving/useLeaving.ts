import {ElMessageBox} from 'element-plus';
import {onBeforeUnmount, onMounted} from 'vue';
import {onBeforeRouteLeave, onBeforeRouteUpdate, type RouteLocationNormalized} from 'vue-router';
import {useTexts} from '@/i18n/texts';
import {savingTexts} from './texts';

export interface Leaving {
  unsaved(): number;
  /** Saves what can be saved. */
  flush(): Promise<unknown>;
  /** What is said of the rest. */
  said(n: number): {title: string; body: string};
  /** Whether a change of the address within the page takes away what is not saved; where it is absent, none does. */
  takesAway?(to: RouteLocationNormalized, from: RouteLocationNormalized): boolean;
}

/** Going away first saves what is open; what can't be saved is said, and the person decides. */
export function useLeaving({unsaved, flush, said, takesAway}: Leaving): void {
  const {t} = useTexts(savingTexts);

  async function ask(): Promise<boolean> {
    await flush();
    const n = unsaved();
    if (n === 0) return true;
    const {title, body} = said(n);
    return ElMessageBox.confirm(body, title, {confirmButtonText: t('leave'), cancelButtonText: t('stay')}).then(
      () => true,
      () => false,
    );
  }
  onBeforeRouteLeave(ask);
  onBeforeRouteUpdate((to, from) => (takesAway?.(to, from) ? ask() : true));

  function closing(event: BeforeUnloadEvent): void {
    if (unsaved() > 0) event.preventDefault();
  }
  onMounted(() => window.addEventListener('beforeunload', closing));
  onBeforeUnmount(() => window.removeEventListener('beforeunload', closing));
}
