// The accounts of the server, for its administrators. Nothing of what others write is here.

import { confirm } from '../confirm.js';
import { h } from '../dom.js';
import * as session from '../session.js';
import { secret } from './access.js';
import { about, button, day, form, part, tell } from './parts.js';
import * as requests from './requests.js';

export function users() {
  const rows = h('ul', { class: 'rows', 'aria-label': 'Accounts' });
  const more = button('Show more', () => load(next));
  let next = null;
  const load = tell(async (cursor) => {
    const page = await requests.users(cursor);
    next = page.next;
    more.hidden = !next;
    rows.append(...page.items.map(row));
  });
  more.hidden = true;
  load();
  return part('Accounts', h('p', { class: 'soft' }, 'Administrators manage accounts. They cannot read the conversations of others.'), rows, more);
}

export function invites() {
  const shown = h('div', { role: 'status' });
  const invite = async ({ role }) => {
    const { link, expires_at } = await requests.invite(role);
    shown.replaceChildren(secret(`This link creates one account. It works until ${day(expires_at)}.`, link));
  };
  return part('Invite',
    form({ action: 'Make a link', save: invite }, h('label', {}, 'The new account is for', roles('user', {}, ['a user', 'an administrator']))),
    shown);
}

function row(user) {
  const element = h('li', { 'data-id': user.id });
  draw(user);
  return element;

  function draw(account) {
    const isMe = account.id === session.user().id;
    const change = tell(async (values) => draw(await requests.changeUser(account.id, values)));
    const choice = roles(account.role, {
      'aria-label': `Role of ${account.email}`,
      // A refused change is not shown.
      onchange: async (event) => await change({ role: event.target.value }) ?? draw(account),
    });
    element.replaceChildren(
      about(account.name ?? account.email, [account.name && account.email, isMe && 'you', account.disabled_at && 'disabled', `since ${day(account.created_at)}`].filter(Boolean).join(', ')),
      choice,
      ...isMe ? [] : [
        button(account.disabled_at ? 'Enable' : 'Disable', () => change({ disabled: !account.disabled_at })),
        button('Sign out', () => requests.endSessionsOf(account.id)),
        button('Delete', () => remove(account), 'bad'),
      ]);
    return true;
  }

  async function remove({ id, email }) {
    const isSure = await confirm({ title: 'Delete this account?', text: `${email} and all its conversations will be gone for good.`, action: 'Delete' });
    if (!isSure) return;
    await requests.deleteUser(id);
    element.remove();
  }
}

const roles = (chosen, attributes, [user, admin] = ['user', 'administrator']) => h('select', { name: 'role', ...attributes },
  h('option', { value: 'user', selected: chosen === 'user' }, user),
  h('option', { value: 'admin', selected: chosen === 'admin' }, admin));
