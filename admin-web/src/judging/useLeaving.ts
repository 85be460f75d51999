import {ElMessageBox} from 'element-plus';
import {onBeforeUnmount, onMounted} from 'vue';
import {onBeforeRouteLeave} from 'vue-router';
import {useTexts} from '@/i18n/texts';
import {judgingTexts} from './texts';

/** Going away first saves what is open; what can't be saved is said, and the person decides. */
export function useLeaving(unsaved: () => number, flush: () => Promise<void>): void {
  const {t} = useTexts(judgingTexts);

  onBeforeRouteLeave(async () => {
    await flush();
    const n = unsaved();
    if (n === 0) return true;
    return ElMessageBox.confirm(t('leaveBody'), t('leaveTitle', {n}), {
      confirmButtonText: t('leave'),
      cancelButtonText: t('stay'),
    }).then(
      () => true,
      () => false,
    );
  });

  function closing(event: BeforeUnloadEvent): void {
    if (unsaved() > 0) event.preventDefault();
  }
  onMounted(() => window.addEventListener('beforeunload', closing));
  onBeforeUnmount(() => window.removeEventListener('beforeunload', closing));
}
