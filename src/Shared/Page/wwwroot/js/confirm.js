import { h } from './dom.js';
import { t } from './text.js';

const title = h('h2', { id: 'confirm-title' });
const text = h('p', { id: 'confirm-text' });
const no = h('button', { type: 'button', onclick: () => dialog.close('no') }, t('Cancel'));
const yes = h('button', { type: 'button', class: 'dangerous', onclick: () => dialog.close('yes') });
const dialog = h('dialog', { class: 'confirm', 'aria-labelledby': title.id, 'aria-describedby': text.id },
  title, text, h('div', { class: 'choices' }, no, yes));
document.body.append(dialog);

/** Asks before something that cannot be undone. */
export function confirm(question) {
  title.textContent = question.title;
  text.textContent = question.text;
  yes.textContent = question.action;
  return new Promise((resolve) => {
    dialog.onclose = () => resolve(dialog.returnValue === 'yes');
    dialog.returnValue = 'no';
    dialog.showModal();
    // What does no harm is nearest.
    no.focus();
  });
}
