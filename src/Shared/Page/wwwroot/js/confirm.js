import { $ } from './dom.js';

/** Asks before something that cannot be undone. */
export function confirm({ title, text, action }) {
  const dialog = $('confirm');
  $('confirm-title').textContent = title;
  $('confirm-text').textContent = text;
  $('confirm-yes').textContent = action;
  return new Promise((resolve) => {
    $('confirm-yes').onclick = () => dialog.close('yes');
    $('confirm-no').onclick = () => dialog.close('no');
    dialog.onclose = () => resolve(dialog.returnValue === 'yes');
    dialog.returnValue = 'no';
    dialog.showModal();
    // What does no harm is nearest.
    $('confirm-no').focus();
  });
}
