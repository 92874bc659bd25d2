// Choices of this browser, for all its accounts: colours, and the key that sends.

import { h } from '../dom.js';
import { sendsWith, setSending } from '../sending.js';
import { t } from '../text.js';
import { chooseTheme, theme } from '../theme.js';
import { part } from './parts.js';

export const appearance = () => part(t('This browser'),
  choice(t('Colours'), 'theme', theme(), [['system', t('As the system is')], ['light', t('Light')], ['dark', t('Dark')]], chooseTheme),
  choice(t('A message is sent by'), 'sending', sendsWith(), [['enter', t('Enter')], ['ctrl', t('Ctrl or ⌘ with Enter')]], setSending));

function choice(label, name, chosen, options, choose) {
  const radio = ([value, text]) => h('label', {}, h('input', { type: 'radio', name, value, checked: value === chosen, onchange: () => choose(value) }), text);
  return h('fieldset', { class: 'choice' }, h('legend', {}, label), ...options.map(radio));
}
