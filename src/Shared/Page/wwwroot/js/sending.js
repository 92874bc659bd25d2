// A box that messages are typed in, and the key that sends them in this browser.

const KEY = 'samosachaat.sending';

/** False on a telephone, where the key makes a new line. */
export const hasKeyboard = !matchMedia('(hover: none) and (pointer: coarse)').matches;

/** `enter`, or `ctrl` for Ctrl or ⌘ with Enter. */
export const sendsWith = () => (localStorage.getItem(KEY) === 'ctrl' ? 'ctrl' : 'enter');

export const setSending = (key) => localStorage.setItem(KEY, key);

/** Whether a key that was pressed sends. While an input method is composing, Enter only ends that. */
function isToSend(event) {
  if (!hasKeyboard || event.key !== 'Enter' || event.isComposing) return false;
  return sendsWith() === 'ctrl' ? event.ctrlKey || event.metaKey : !event.shiftKey;
}

/** Makes a box one that messages are typed in: it grows with its text, and the key that sends sends. Returns what fits it to a text that was put there. */
export function messageBox(box, send) {
  if (hasKeyboard) box.setAttribute('enterkeyhint', 'send');
  box.addEventListener('input', fit);
  box.addEventListener('keydown', (event) => {
    if (!isToSend(event)) return;
    event.preventDefault();
    send();
  });

  function fit() {
    box.style.height = 'auto';
    box.style.height = `${box.scrollHeight}px`;
  }

  return fit;
}
