import {computed, ref} from 'vue';

export type Language = 'zh' | 'en';

const remembered = 'concours.language';

function initial(): Language {
  // Chinese is the first language of every screen; a wall may be told another in its address.
  const asked = new URLSearchParams(globalThis.location?.search ?? '').get('lang') ?? localStorage.getItem(remembered);
  return asked === 'en' ? 'en' : 'zh';
}

export const language = ref<Language>(initial());

/** The language as the graph's enum, for the variables of a query. */
export const graphLanguage = computed(() => (language.value === 'zh' ? ('ZH' as const) : ('EN' as const)));

export function chooseLanguage(chosen: Language): void {
  language.value = chosen;
  localStorage.setItem(remembered, chosen);
}
