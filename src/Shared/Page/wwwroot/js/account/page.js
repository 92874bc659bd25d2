// The account page and the page of accounts. It is loaded when somebody opens it for the first time.

import { $, h, iconButton, style } from '../dom.js';
import { isAdmin } from '../session.js';
import { t } from '../text.js';
import { devices, keys } from './access.js';
import { data } from './data.js';
import { appearance } from './device.js';
import { password, profile, removal, usage } from './me.js';
import { retention, trash } from './trash.js';
import { invites, users } from './users.js';

const PAGES = {
  account: [t('Your account'), (arrived) => [
    profile(), usage(), appearance(), data(arrived), trash(arrived), retention(), password(), devices(), keys(), removal(),
  ]],
  users: [t('All accounts'), () => [invites(), users()]],
};

await style('css/account.css');

/** Shows one of the pages. `close` goes back to the chat, and `arrived` is called when there are new conversations. */
export function show(name, close, arrived) {
  const [title, parts] = PAGES[name];
  const tabs = !isAdmin() ? null : h('nav', { class: 'tabs', 'aria-label': t('Pages') },
    ...Object.entries(PAGES).map(([id, [text]]) => h('a', { href: `#${id}`, 'aria-current': id === name && 'page' }, text)));
  const heading = h('h1', { tabindex: '-1' }, title);
  $('pages').replaceChildren(
    h('header', { class: 'bar' }, heading, iconButton('close', t('Back to the chat'), close)),
    h('div', { class: 'parts', tabindex: '0', role: 'region', 'aria-label': title }, tabs ?? '', ...parts(arrived)));
  heading.focus();
}
