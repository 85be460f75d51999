/** The most characters of a note or a reason that somebody gives. */
export const NOTE_MOST = 500;
