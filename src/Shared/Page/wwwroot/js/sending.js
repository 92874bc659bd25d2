// The key that sends a message, in this browser.

const KEY = 'samosachaat.sending';

/** False on a telephone, where the key makes a new line. */
export const hasKeyboard = !matchMedia('(hover: none) and (pointer: coarse)').matches;

/** `enter`, or `ctrl` for Ctrl or ⌘ with Enter. */
export const sendsWith = () => (localStorage.getItem(KEY) === 'ctrl' ? 'ctrl' : 'enter');

export const setSending = (key) => localStorage.setItem(KEY, key);

/** Whether a key that was pressed sends. While an input method is composing, Enter only ends that. */
export function isToSend(event) {
  if (!hasKeyboard || event.key !== 'Enter' || event.isComposing) return false;
  return sendsWith() === 'ctrl' ? event.ctrlKey || event.metaKey : !event.shiftKey;
}
