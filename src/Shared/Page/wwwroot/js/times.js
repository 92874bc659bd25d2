// Times as people write them, in the language of the page.

const language = () => document.documentElement.lang;

export const when = (time) => new Date(time).toLocaleString(language(), { dateStyle: 'medium', timeStyle: 'short' });
export const day = (time) => new Date(time).toLocaleDateString(language(), { dateStyle: 'medium' });

/** Short: the time of today, or the date of another day. */
export const moment = (time) => (new Date(time).toDateString() === new Date().toDateString()
  ? new Date(time).toLocaleTimeString(language(), { timeStyle: 'short' })
  : day(time));
