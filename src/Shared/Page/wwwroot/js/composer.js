import { $ } from './dom.js';

const hasKeyboard = !matchMedia('(hover: none) and (pointer: coarse)').matches;

/** The box that messages are typed in, with its one button: send, or stop while an answer is being written. */
export function composer({ send, stop }) {
  const [form, box, button] = [$('composer'), $('box'), $('send')];
  let isBusy = false;
  // What the key does, see below.
  if (hasKeyboard) box.setAttribute('enterkeyhint', 'send');

  form.addEventListener('submit', (event) => {
    event.preventDefault();
    if (isBusy) stop();
    else submit();
  });
  box.addEventListener('input', fit);
  box.addEventListener('keydown', (event) => {
    // On a telephone the key makes a new line; while an input method is composing it only ends that.
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing || !hasKeyboard) return;
    event.preventDefault();
    if (!isBusy) submit();
  });

  function submit() {
    const text = box.value.trim();
    if (!text) return;
    put('');
    send(text);
  }

  function put(text) {
    box.value = text;
    fit();
  }

  function fit() {
    box.style.height = 'auto';
    box.style.height = `${box.scrollHeight}px`;
    button.disabled = !isBusy && !box.value.trim();
  }

  function setBusy(busy) {
    isBusy = busy;
    form.classList.toggle('busy', busy);
    button.setAttribute('aria-label', busy ? 'Stop' : 'Send');
    button.title = busy ? 'Stop (Esc)' : 'Send (Enter)';
    fit();
  }

  return {
    setBusy,
    /** Gives a text back that could not be sent, unless something new is there. */
    giveBack: (text) => box.value || put(text),
    focus: () => hasKeyboard && box.focus(),
  };
}
