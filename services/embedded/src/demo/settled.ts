import {setTimeout as pause} from 'node:timers/promises';

/** Waits until what one service said has arrived at another; a demo that never settles is a defect and says so. */
export async function settled(what: string, check: () => Promise<boolean>): Promise<void> {
  for (let waited = 0; !(await check()); waited += 50) {
    if (waited > 60_000) throw new Error(`the demo waited a minute for ${what}`);
    await pause(50);
  }
}
