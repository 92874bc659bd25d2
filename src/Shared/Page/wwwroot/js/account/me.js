// The signed-in user: the name, the password, what was used today, and the end of the account.

import { confirm } from '../confirm.js';
import { $, h } from '../dom.js';
import * as session from '../session.js';
import { number, plural, t } from '../text.js';
import { field, form, part, when } from './parts.js';
import * as requests from './requests.js';

export function profile() {
  const { name, email } = session.user();
  const saved = async (values) => {
    const user = await requests.rename(values.name.trim());
    session.update(user);
    $('account').textContent = user.name ?? user.email;
  };
  return part(t('Profile'),
    h('p', { class: 'soft' }, t('Signed in as {email}.', { email })),
    form({ action: t('Save the name'), save: saved, done: t('Saved.') },
      field(t('Name'), { name: 'name', value: name, required: true, maxlength: 100, autocomplete: 'name', dir: 'auto' })));
}

export function usage() {
  const text = h('p', { class: 'soft' });
  requests.usage().then((used) => {
    const [answers, tokens] = [answersOf(used.turns, used.turns_per_day), tokensOf(used.tokens, used.tokens_per_day)];
    text.textContent = t('{answers} and {tokens} today. The next day begins on {time}.', { answers, tokens, time: when(used.resets_at) });
  }, (error) => {
    text.textContent = error.message;
  });
  return part(t('Usage'), text);
}

const answersOf = (used, most) => (most == null
  ? plural(used, '{n} answer', '{n} answers')
  : plural(most, '{used} of {n} answer', '{used} of {n} answers', { used: number(used) }));

const tokensOf = (used, most) => (most == null
  ? plural(used, '{n} token', '{n} tokens')
  : plural(most, '{used} of {n} token', '{used} of {n} tokens', { used: number(used) }));

export function password() {
  const change = async ({ current, next }, element) => {
    await requests.changePassword(current, next);
    element.reset();
  };
  const element = form({ action: t('Change the password'), save: (values) => change(values, element), done: t('Changed. Other devices are signed out.') },
    field(t('Current password'), { name: 'current', type: 'password', required: true, autocomplete: 'current-password', maxlength: 256 }),
    field(t('New password'), { name: 'next', type: 'password', required: true, autocomplete: 'new-password', minlength: 8, maxlength: 256 }));
  return part(t('Password'), element);
}

export function removal() {
  const remove = async (values) => {
    const text = t('Your conversations, API keys and devices go with it, for good.');
    const isSure = await confirm({ title: t('Delete your account?'), text, action: t('Delete') });
    if (!isSure) return;
    await requests.deleteAccount(values.password);
    await session.signOut();
  };
  return part(t('Delete the account'),
    h('p', { class: 'soft' }, t('This deletes all your conversations. Nobody can undo it.')),
    form({ action: t('Delete my account'), save: remove },
      field(t('Your password'), { name: 'password', type: 'password', required: true, autocomplete: 'current-password', maxlength: 256 })));
}
