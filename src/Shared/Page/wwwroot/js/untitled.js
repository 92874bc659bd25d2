// Conversations that this browser has created. Each has the first sentence as its title until a model writes a better one, after the first
// answer. It is remembered which title is to be replaced, so that one that somebody has chosen stays.

import { changeConversation } from './api.js';
import { stored } from './stored.js';

const KEY = 'samosachaat.untitled';
const MOST = 20;

const read = () => stored(KEY, Array.isArray) ?? [];
const write = (waiting) => localStorage.setItem(KEY, JSON.stringify(waiting.slice(-MOST)));

export const wantTitle = ({ id, title }) => write([...read(), { id, title }]);

/** The conversation with a better title, if the server has a model that writes one. Null if there is nothing new. */
export async function betterTitle(id) {
  const wanted = read().find((waiting) => waiting.id === id);
  if (!wanted) return null;
  write(read().filter((waiting) => waiting.id !== id));
  const changed = await changeConversation(id, { generate_title_instead_of: wanted.title });
  return changed.title === wanted.title ? null : changed;
}
