// Messages that were typed and not sent, by conversation. They survive a reload, and end with the account's stay here.

import { user } from './session.js';
import { stored } from './stored.js';

const KEY = 'samosachaat.drafts';
const NEW = 'new';

const isSound = ({ owner, texts }) => typeof owner === 'string' && typeof texts === 'object' && texts !== null;

function read() {
  const owner = user()?.id ?? '';
  const kept = stored(KEY, isSound);
  return kept?.owner === owner ? kept : { owner, texts: {} };
}

/** The draft for a conversation, null for a new one. Empty if there is none. */
export function draft(id) {
  const text = read().texts[id ?? NEW];
  return typeof text === 'string' ? text : '';
}

export function keepDraft(id, text) {
  const { owner, texts } = read();
  if ((texts[id ?? NEW] ?? '') === text) return;
  if (text) texts[id ?? NEW] = text;
  else delete texts[id ?? NEW];
  localStorage.setItem(KEY, JSON.stringify({ owner, texts }));
}

export const forgetDrafts = () => localStorage.removeItem(KEY);
