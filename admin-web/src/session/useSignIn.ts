import {computed, reactive, ref} from 'vue';
import {useRoute, useRouter} from 'vue-router';
import {refusalOf} from '@/graph/refusal';
import {useRefusal} from '@/graph/useRefusal';
import {useTexts} from '@/i18n/texts';
import {SessionRefused, signIn} from './session';
import {sessionTexts} from './texts';

/** Only a path of this site may be gone back to: `//elsewhere` and `https:` are not. */
export function safeTarget(asked: unknown): string {
  return typeof asked === 'string' && /^\/(?![/\\])/.test(asked) ? asked : '/';
}

export function useSignIn() {
  const {t} = useTexts(sessionTexts);
  const {words} = useRefusal();
  const route = useRoute();
  const router = useRouter();
  const form = reactive({name: '', password: ''});
  const tried = ref(false);
  const busy = ref(false);
  const refused = ref('');

  const problems = computed(() => ({
    name: tried.value && !form.name.trim() ? t('nameMissing') : '',
    password: tried.value && !form.password ? t('passwordMissing') : '',
  }));

  async function submit(): Promise<void> {
    tried.value = true;
    refused.value = '';
    if (problems.value.name || problems.value.password || busy.value) return;
    busy.value = true;
    try {
      await signIn(form.name.trim(), form.password);
      await router.replace(safeTarget(route.query.to));
    } catch (error) {
      refused.value = words(refusalOf(error instanceof SessionRefused ? error.result : error));
    } finally {
      busy.value = false;
    }
  }

  return {form, problems, busy, refused, submit};
}
