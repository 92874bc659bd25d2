// Devices that are signed in, and API keys: both act for the account.

import { copy } from '../copy.js';
import { h } from '../dom.js';
import { signOut } from '../session.js';
import { t } from '../text.js';
import { about, button, day, field, form, list, part, when } from './parts.js';
import * as requests from './requests.js';

export function devices() {
  const { rows } = list(t('Devices'), requests.sessions, ({ id, current, device, last_seen_at }, load) => [
    about(device ?? t('A device'), current ? t('this device') : t('last seen {time}', { time: when(last_seen_at) })),
    !current && button(t('Sign out'), () => requests.endSession(id).then(load)),
  ].filter(Boolean));
  return part(t('Devices'), rows, button(t('Sign out everywhere'), () => requests.endAllSessions().then(signOut)));
}

export function keys() {
  const shown = h('div', { role: 'status' });
  const { rows, load } = list(t('API keys'), requests.keys, ({ id, name, scope, expires_at }, again) => [
    about(name, rightsOf(scope, day(expires_at))),
    button(t('Delete'), () => requests.deleteKey(id).then(again)),
  ], t('No keys yet.'));

  const create = async ({ name, scope, days }) => {
    const { key } = await requests.createKey({ name, scope, expires_in_days: Number(days) });
    shown.replaceChildren(secret(t('Your new key. It is shown only once.'), key));
    load();
  };
  return part(t('API keys'),
    h('p', { class: 'soft' }, t('Scripts send a key in place of an access token. No key can change the account.')),
    rows,
    form({ action: t('Create a key'), save: create },
      field(t('Name of the key'), { name: 'name', required: true, maxlength: 100 }),
      h('label', {}, t('It may'), h('select', { name: 'scope' },
        h('option', { value: 'read' }, t('read')),
        h('option', { value: 'chat' }, t('read and chat')))),
      field(t('Days until it expires'), { name: 'days', type: 'number', min: 1, max: 365, value: 90, required: true })),
    shown);
}

const rightsOf = (scope, end) => (scope === 'read' ? t('reads only, until {day}', { day: end }) : t('reads and chats, until {day}', { day: end }));

/** A text to copy that no later request returns. */
export function secret(label, text) {
  const go = button(t('Copy'), async () => {
    if (await copy(text)) go.textContent = t('Copied');
  });
  return h('div', { class: 'secret' }, h('span', {}, label), h('code', { tabindex: '0' }, text), go);
}
