// The signed-in user: the name, the password, what was used today, and the end of the account.

import { confirm } from '../confirm.js';
import { $, h } from '../dom.js';
import * as session from '../session.js';
import { field, form, part, when } from './parts.js';
import * as requests from './requests.js';

export function profile() {
  const { name, email } = session.user();
  const saved = async (values) => {
    const user = await requests.rename(values.name.trim());
    session.update(user);
    $('account').textContent = user.name ?? user.email;
  };
  return part('Profile',
    h('p', { class: 'soft' }, 'Signed in as ', h('b', { dir: 'auto' }, email), '.'),
    form({ action: 'Save the name', save: saved, done: 'Saved.' }, field('Name', { name: 'name', value: name, required: true, maxlength: 100, autocomplete: 'name', dir: 'auto' })));
}

export function usage() {
  const text = h('p', { class: 'soft' });
  requests.usage().then((used) => {
    text.textContent = `${amount(used.turns, used.turns_per_day, 'answer', 'answers')} and ${amount(used.tokens, used.tokens_per_day, 'token', 'tokens')} today. `
      + `The next day begins on ${when(used.resets_at)}.`;
  }, (error) => {
    text.textContent = error.message;
  });
  return part('Usage', text);
}

function amount(used, most, one, many) {
  return `${used.toLocaleString('en')}${most == null ? '' : ` of ${most.toLocaleString('en')}`} ${used === 1 && most == null ? one : many}`;
}

export function password() {
  const change = async ({ current, next }, element) => {
    await requests.changePassword(current, next);
    element.reset();
  };
  const element = form({ action: 'Change the password', save: (values) => change(values, element), done: 'Changed. Other devices are signed out.' },
    field('Current password', { name: 'current', type: 'password', required: true, autocomplete: 'current-password', maxlength: 256 }),
    field('New password', { name: 'next', type: 'password', required: true, autocomplete: 'new-password', minlength: 8, maxlength: 256 }));
  return part('Password', element);
}

export function removal() {
  const remove = async (values) => {
    const isSure = await confirm({ title: 'Delete your account?', text: 'Your conversations, API keys and devices go with it, for good.', action: 'Delete' });
    if (!isSure) return;
    await requests.deleteAccount(values.password);
    await session.signOut();
  };
  return part('Delete the account',
    h('p', { class: 'soft' }, 'This deletes all your conversations. Nobody can undo it.'),
    form({ action: 'Delete my account', save: remove }, field('Your password', { name: 'password', type: 'password', required: true, autocomplete: 'current-password', maxlength: 256 })));
}
