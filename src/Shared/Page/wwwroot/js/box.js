import { hasKeyboard, isToSend } from './sending.js';

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
