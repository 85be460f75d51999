/** Awards of one kind go to so many percent of the entries at most (R139). */
export const MOST_SHARE = 30;
