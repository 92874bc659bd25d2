// Devices that are signed in, and API keys: both act for the account.

import { copy } from '../copy.js';
import { h } from '../dom.js';
import { signOut } from '../session.js';
import { about, button, day, field, form, list, part, when } from './parts.js';
import * as requests from './requests.js';

export function devices() {
  const { rows } = list('Devices', requests.sessions, ({ id, current, device, last_seen_at }, load) => [
    about(device ?? 'A device', current ? 'this device' : `last seen ${when(last_seen_at)}`),
    !current && button('Sign out', () => requests.endSession(id).then(load)),
  ].filter(Boolean));
  return part('Devices', rows, button('Sign out everywhere', () => requests.endAllSessions().then(signOut)));
}

export function keys() {
  const shown = h('div', { role: 'status' });
  const { rows, load } = list('API keys', requests.keys, ({ id, name, scope, expires_at }, again) => [
    about(name, `${scope === 'read' ? 'reads only' : 'reads and chats'}, until ${day(expires_at)}`),
    button('Delete', () => requests.deleteKey(id).then(again)),
  ], 'No keys yet.');

  const create = async ({ name, scope, days }) => {
    const { key } = await requests.createKey({ name, scope, expires_in_days: Number(days) });
    shown.replaceChildren(secret('Your new key. It is shown only once.', key));
    load();
  };
  return part('API keys',
    h('p', { class: 'soft' }, 'Scripts send a key in place of an access token. No key can change the account.'),
    rows,
    form({ action: 'Create a key', save: create },
      field('Name of the key', { name: 'name', required: true, maxlength: 100 }),
      h('label', {}, 'It may', h('select', { name: 'scope' }, h('option', { value: 'read' }, 'read'), h('option', { value: 'chat' }, 'read and chat'))),
      field('Days until it expires', { name: 'days', type: 'number', min: 1, max: 365, value: 90, required: true })),
    shown);
}

/** A text to copy that no later request returns. */
export function secret(label, text) {
  const go = button('Copy', async () => {
    if (await copy(text)) go.textContent = 'Copied';
  });
  return h('div', { class: 'secret' }, h('span', {}, label), h('code', { tabindex: '0' }, text), go);
}
