import { h } from './dom.js';
import { t } from './text.js';

/** Turns a row of the list into a box for its title. Gives the new title; null if it is left as it was. */
export function rename(row, title) {
  return new Promise((resolve) => {
    const box = h('input', { type: 'text', value: title, maxlength: 500, dir: 'auto', 'aria-label': t('Title') });
    const finish = (text) => {
      // Taking the box away makes it lose the focus, which comes here again.
      box.onblur = null;
      row.replaceChildren(h('a', { dir: 'auto' }, text || title));
      resolve(text && text !== title ? text : null);
    };
    box.onblur = () => finish(box.value.trim());
    box.onkeydown = (event) => {
      if (event.key === 'Enter' && !event.isComposing) finish(box.value.trim());
      if (event.key === 'Escape') {
        event.stopPropagation();
        finish(null);
      }
    };
    row.replaceChildren(box);
    box.select();
  });
}
