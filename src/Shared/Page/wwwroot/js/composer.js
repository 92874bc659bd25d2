import { $ } from './dom.js';
import { draft, keepDraft } from './drafts.js';
import { isToSend, sendsWith } from './sending.js';

const hasKeyboard = !matchMedia('(hover: none) and (pointer: coarse)').matches;

/** The box that messages are typed in, with its one button: send, or stop while an answer is being written. */
export function composer({ send, stop }) {
  const [form, box, button] = [$('composer'), $('box'), $('send')];
  let isBusy = false;
  let conversation = null;
  // What the key does, see below.
  if (hasKeyboard) box.setAttribute('enterkeyhint', 'send');

  form.addEventListener('submit', (event) => {
    event.preventDefault();
    if (isBusy) stop();
    else submit();
  });
  box.addEventListener('input', () => {
    keepDraft(conversation, box.value);
    fit();
  });
  box.addEventListener('keydown', (event) => {
    // On a telephone the key makes a new line.
    if (!hasKeyboard || !isToSend(event)) return;
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
    keepDraft(conversation, text);
    fit();
  }

  function fit() {
    box.style.height = 'auto';
    box.style.height = `${box.scrollHeight}px`;
    button.disabled = !isBusy && !box.value.trim();
    button.title = isBusy ? 'Stop (Esc)' : `Send (${sendsWith() === 'ctrl' ? 'Ctrl+Enter' : 'Enter'})`;
  }

  function setBusy(busy) {
    isBusy = busy;
    form.classList.toggle('busy', busy);
    button.setAttribute('aria-label', busy ? 'Stop' : 'Send');
    fit();
  }

  return {
    setBusy,
    /** Shows the draft for a conversation, null for a new one. */
    open(id) {
      conversation = id;
      put(draft(id));
    },
    /** The new conversation has an id now, and the draft goes with it. */
    move(id) {
      keepDraft(conversation, '');
      conversation = id;
      keepDraft(id, box.value);
    },
    /** Gives a text back that could not be sent, unless something new is there. */
    giveBack: (text) => box.value || put(text),
    focus: () => hasKeyboard && box.focus(),
  };
}
