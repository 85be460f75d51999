/** What is held, and by which points: ids, by key. */
export interface Held {
  stages: Record<string, string[]>;
  tracks: Record<string, string[]>;
  plan: string[];
}

export const nothingHeld = (): Held => ({stages: {}, tracks: {}, plan: []});
