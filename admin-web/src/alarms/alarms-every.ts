/** The platform itself looks every quarter of a minute. */
export const alarmsEvery = {pollInterval: 15_000, keepPreviousResult: true} as const;
