/** Asks again until there is an answer; fails with the last error, or says that there was none in time. */
export async function eventually<T>(check: () => Promise<T | undefined>, i: {within?: number} = {}): Promise<T> {
  const within = i.within ?? 5_000;
  const until = Date.now() + within;
  let last: unknown;
  do {
    try {
      const answer = await check();
      if (answer !== undefined) return answer;
      last = undefined;
    } catch (error) {
      last = error;
    }
    await new Promise((resolve) => setTimeout(resolve, 10));
  } while (Date.now() < until);
  throw last ?? new Error(`nothing came within ${within} ms`);
}
