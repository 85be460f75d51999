import {onBeforeUnmount, onMounted} from 'vue';

export interface Shortcuts {
  previous(): void;
  next(): void;
  nextPending(): void;
  play(): void;
}

const acts: Record<string, keyof Shortcuts> = {
  ArrowUp: 'previous',
  ArrowDown: 'next',
  KeyN: 'nextPending',
  KeyP: 'play',
};

/** With Alt alone, so that nothing typed into a field and no arrow key by itself ever moves to another entry. */
export function useShortcuts(shortcuts: Shortcuts): void {
  function pressed(event: KeyboardEvent): void {
    if (!event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    // By the place of the key: with Alt, some systems make another letter of it.
    const act = acts[event.code];
    if (!act || document.querySelector('[role="dialog"][aria-modal="true"]')?.checkVisibility()) return;
    event.preventDefault();
    shortcuts[act]();
  }
  onMounted(() => document.addEventListener('keydown', pressed));
  onBeforeUnmount(() => document.removeEventListener('keydown', pressed));
}
