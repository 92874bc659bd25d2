import { $ } from './dom.js';
import { draft, keepDraft } from './drafts.js';
import { hasKeyboard, messageBox, sendsWith } from './sending.js';
import { t } from './text.js';

/** The box that messages are typed in, with its one button: send, or stop while an answer is being written. */
export function composer({ send, stop }) {
  const [form, box, button] = [$('composer'), $('box'), $('send')];
  let [isBusy, isRunning] = [false, false];
  let conversation = null;
  const fitBox = messageBox(box, submit);

  form.addEventListener('submit', (event) => {
    event.preventDefault();
    if (isRunning) stop();
    else submit();
  });
  box.addEventListener('input', () => {
    keepDraft(conversation, box.value);
    fitButton();
  });

  function submit() {
    const text = box.value.trim();
    if (!text || isBusy) return;
    put('');
    send(text);
  }

  function put(text) {
    box.value = text;
    keepDraft(conversation, text);
    fitBox();
    fitButton();
  }

  function fitButton() {
    button.disabled = !isRunning && (isBusy || !box.value.trim());
    button.title = isRunning ? t('Stop (Esc)') : sendsWith() === 'ctrl' ? t('Send (Ctrl+Enter)') : t('Send (Enter)');
    button.setAttribute('aria-label', isRunning ? t('Stop') : t('Send'));
    form.classList.toggle('running', isRunning);
  }

  return {
    /** Nothing can be sent while the page is busy, and something can be stopped while a turn runs. */
    show(busy, running) {
      [isBusy, isRunning] = [busy, running];
      fitButton();
    },
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
