import { h } from './dom.js';
import { t } from './text.js';

const KEYS = [
  [t('New chat'), [t('Ctrl'), t('Shift'), 'O']],
  [t('Search'), [t('Ctrl'), 'K']],
  [t('Stop the answer'), [t('Esc')]],
  [t('New line in a message'), [t('Shift'), t('Enter')]],
  [t('These keys'), ['?']],
];

const dialog = h('dialog', { id: 'keys', class: 'confirm', 'aria-labelledby': 'keys-title' },
  h('h2', { id: 'keys-title' }, t('Keys')),
  h('dl', {}, ...KEYS.map(([what, keys]) => h('div', {}, h('dt', {}, what), h('dd', {}, ...keys.flatMap((key) => [h('kbd', {}, key), ' ']))))),
  h('form', { method: 'dialog', class: 'choices' }, h('button', {}, t('Close'))));
document.body.append(dialog);

/** Shows the keys that work everywhere. */
export const showKeys = () => dialog.open || dialog.showModal();
