import { h } from './dom.js';
import { messageBox } from './sending.js';
import { t } from './text.js';

/** A box in the place of a question, to change its text. `send` is told the new text. */
export function editor(text, { send, cancel }) {
  const box = h('textarea', { rows: 1, 'aria-label': t('Your question'), maxlength: 200_000, dir: 'auto', enterkeyhint: 'enter' });
  const go = h('button', { class: 'main' }, t('Send'));
  const element = h('form', { class: 'editor', onsubmit: submit, onkeydown: leave },
    box, h('div', { class: 'choices' }, h('button', { type: 'button', onclick: cancel }, t('Cancel')), go));
  const fit = messageBox(box, submit);
  box.value = text;
  box.addEventListener('input', () => { go.disabled = !box.value.trim(); });

  function submit(event) {
    event?.preventDefault();
    const changed = box.value.trim();
    if (changed) send(changed);
  }

  function leave(event) {
    if (event.key !== 'Escape' || event.isComposing) return;
    // The key means this box alone, and no answer that is being written.
    event.stopPropagation();
    cancel();
  }

  return {
    element,
    /** Once it is on the screen: puts the cursor behind the text. */
    begin() {
      fit();
      box.focus();
      box.setSelectionRange(text.length, text.length);
    },
  };
}
