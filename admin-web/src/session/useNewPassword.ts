import {computed, reactive, ref} from 'vue';
import {useTexts} from '@/i18n/texts';
import {sessionTexts} from './texts';

const LEAST = 8;

/** A new password, typed twice. What the platform thinks of it beyond its length it says itself. */
export function useNewPassword() {
  const {t} = useTexts(sessionTexts);
  const form = reactive({password: '', again: ''});
  const tried = ref(false);
  const problems = computed(() => ({
    password: tried.value && [...form.password].length < LEAST ? t('newPasswordShort') : '',
    again: tried.value && form.again !== form.password ? t('newPasswordDiffers') : '',
  }));
  const isFine = (): boolean => {
    tried.value = true;
    return !problems.value.password && !problems.value.again;
  };
  const clear = (): void => {
    Object.assign(form, {password: '', again: ''});
    tried.value = false;
  };
  return {form, problems, isFine, clear};
}
