import {computed, ref, watchEffect} from 'vue';

export const themes = ['light', 'dark', 'system'] as const;
export type Theme = (typeof themes)[number];

const remembered = 'concours.theme';
const stored = localStorage.getItem(remembered);

export const theme = ref<Theme>(themes.find((t) => t === stored) ?? 'system');
const system = window.matchMedia?.('(prefers-color-scheme: dark)');
const systemDark = ref(system?.matches ?? false);
system?.addEventListener('change', (e) => (systemDark.value = e.matches));

export const dark = computed(() => (theme.value === 'system' ? systemDark.value : theme.value === 'dark'));

export function chooseTheme(chosen: Theme): void {
  theme.value = chosen;
  localStorage.setItem(remembered, chosen);
}

/** Keeps the page in the chosen theme; called once, at start. */
export function applyTheme(): void {
  watchEffect(() => {
    document.documentElement.dataset.theme = dark.value ? 'dark' : 'light';
    document.documentElement.classList.toggle('dark', dark.value);
  });
}
