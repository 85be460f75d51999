/** A choice of several with one more in it, or without it. */
export const toggled = (chosen: readonly string[], one: string): string[] =>
  chosen.includes(one) ? chosen.filter((each) => each !== one) : [...chosen, one];
