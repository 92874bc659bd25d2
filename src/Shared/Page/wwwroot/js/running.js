// Which turns were running when this browser last looked. A new answer to an old question cannot be seen in the messages until it is
// there; so that a reload in the middle of one finds it again, it is remembered.

import { stored } from './stored.js';

const KEY = 'samosachaat.running';

const listeners = [];

const read = () => stored(KEY, (turns) => typeof turns === 'object') ?? {};
const write = (turns) => localStorage.setItem(KEY, JSON.stringify(turns));

/** The turn that runs in a conversation, as far as is known. */
export const turnIn = (conversation) => read()[conversation] ?? null;

export const began = (conversation, turn) => write({ ...read(), [conversation]: turn });

export function ended(conversation, reason) {
  const { [conversation]: gone, ...others } = read();
  write(others);
  for (const tell of listeners) tell(conversation, reason);
}

/** Tells of each turn that has been read to its end: its conversation, and its finish reason. */
export const onEnded = (listener) => listeners.push(listener);
