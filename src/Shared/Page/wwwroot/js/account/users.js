// The accounts of the server, for its administrators. Nothing of what others write is here.

import { confirm } from '../confirm.js';
import { h } from '../dom.js';
import * as session from '../session.js';
import { t } from '../text.js';
import { secret } from './access.js';
import { about, button, day, form, part, tell } from './parts.js';
import * as requests from './requests.js';

export function users() {
  const rows = h('ul', { class: 'rows', 'aria-label': t('Accounts') });
  const more = button(t('Show more'), () => load(next));
  let next = null;
  const load = tell(async (cursor) => {
    const page = await requests.users(cursor);
    next = page.next;
    more.hidden = !next;
    rows.append(...page.items.map(row));
  });
  more.hidden = true;
  load();
  return part(t('Accounts'), h('p', { class: 'soft' }, t('Administrators manage accounts. They cannot read the conversations of others.')), rows, more);
}

export function invites() {
  const shown = h('div', { role: 'status' });
  const invite = async ({ role }) => {
    const { link, expires_at } = await requests.invite(role);
    shown.replaceChildren(secret(t('This link creates one account. It works until {day}.', { day: day(expires_at) }), link));
  };
  return part(t('Invite'),
    form({ action: t('Make a link'), save: invite }, h('label', {}, t('The new account is for'), roles('user', {}, [t('a user'), t('an administrator')]))),
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
      'aria-label': t('Role of {email}', { email: account.email }),
      // A refused change is not shown.
      onchange: async (event) => await change({ role: event.target.value }) ?? draw(account),
    });
    element.replaceChildren(
      about(account.name ?? account.email, detailsOf(account, isMe)),
      choice,
      ...isMe ? [] : [
        button(account.disabled_at ? t('Enable') : t('Disable'), () => change({ disabled: !account.disabled_at })),
        button(t('Sign out'), () => requests.endSessionsOf(account.id)),
        button(t('Delete'), () => remove(account), 'bad'),
      ]);
    return true;
  }

  async function remove({ id, email }) {
    const isSure = await confirm({
      title: t('Delete this account?'), text: t('{email} and all its conversations will be gone for good.', { email }), action: t('Delete'),
    });
    if (!isSure) return;
    await requests.deleteUser(id);
    element.remove();
  }
}

const detailsOf = ({ name, email, disabled_at, created_at }, isMe) => [
  name && email,
  isMe && t('you'),
  disabled_at && t('disabled'),
  t('since {day}', { day: day(created_at) }),
].filter(Boolean).join(', ');

const roles = (chosen, attributes, [user, admin] = [t('user'), t('administrator')]) => h('select', { name: 'role', ...attributes },
  h('option', { value: 'user', selected: chosen === 'user' }, user),
  h('option', { value: 'admin', selected: chosen === 'admin' }, admin));
