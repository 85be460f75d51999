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
  const form = reactive({name: '', password: '', code: ''});
  /** Of the second step, once the first is done. */
  const challenge = ref<string | null>(null);
  const tried = ref(false);
  const busy = ref(false);
  const refused = ref('');

  const problems = computed(() => ({
    name: tried.value && !form.name.trim() ? t('nameMissing') : '',
    password: tried.value && !form.password ? t('passwordMissing') : '',
    code: tried.value && !form.code.trim() ? t('codeMissing') : '',
  }));

  function restart(): void {
    Object.assign(form, {password: '', code: ''});
    challenge.value = null;
    tried.value = false;
    refused.value = '';
  }

  async function submit(): Promise<void> {
    tried.value = true;
    refused.value = '';
    const {name, password, code} = problems.value;
    if (busy.value || (challenge.value === null ? name || password : code)) return;
    busy.value = true;
    try {
      await step();
    } catch (error) {
      const refusal = refusalOf(error instanceof SessionRefused ? error.result : error);
      if (refusal.code === 'SIGN_IN_CHALLENGE_OVER') restart();
      refused.value = words(refusal);
      form.code = '';
      tried.value = false;
    } finally {
      busy.value = false;
    }
  }

  /** The page where one votes is none of the router's: it has a start of its own. */
  async function goOn(to: string): Promise<void> {
    if (/^\/vote\//.test(to)) location.replace(to);
    else await router.replace(to);
  }

  async function step(): Promise<void> {
    const {name, password, code} = form;
    const next = await signIn(
      challenge.value === null ? {name: name.trim(), password} : {challenge: challenge.value, code},
    );
    if (next) {
      challenge.value = next.challenge;
      tried.value = false;
    } else await goOn(safeTarget(route.query.to));
  }

  return {form, challenge, problems, busy, refused, submit, restart};
}
