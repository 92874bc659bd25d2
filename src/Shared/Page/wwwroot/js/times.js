// Times as people write them, in the language of the page.

import { locale } from './text.js';

export const when = (time) => new Date(time).toLocaleString(locale, { dateStyle: 'medium', timeStyle: 'short' });
export const day = (time) => new Date(time).toLocaleDateString(locale, { dateStyle: 'medium' });

/** Short: the time of today, or the date of another day. */
export const moment = (time) => (new Date(time).toDateString() === new Date().toDateString()
  ? new Date(time).toLocaleTimeString(locale, { timeStyle: 'short' })
  : day(time));
