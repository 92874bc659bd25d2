// Pieces that the parts of the account page share.

import { h } from '../dom.js';
import { notice } from '../notice.js';
import { SignedOut } from '../session.js';

export { day, when } from '../times.js';

/** A part with a heading. */
export const part = (title, ...children) => h('section', { class: 'part' }, h('h2', {}, title), ...children);

/** A field with its label: field('Name', { name: 'name' }). */
export const field = (label, attributes) => h('label', {}, label, h('input', attributes));

export const button = (label, onclick, kind = '') => h('button', { type: 'button', class: `plain ${kind}`, onclick: tell(onclick) }, label);

/** A form whose button does something with its values. It says what went wrong beside the button, and `done` otherwise. */
export function form({ action, save, done }, ...fields) {
  const said = h('p', { role: 'status', class: 'status' });
  const go = h('button', { class: 'plain' }, action);
  const element = h('form', { class: 'fields' }, ...fields, h('div', { class: 'row' }, go, said));
  element.addEventListener('submit', async (event) => {
    event.preventDefault();
    go.disabled = true;
    said.textContent = '';
    said.classList.remove('failure');
    try {
      await save(Object.fromEntries(new FormData(element)));
      said.textContent = done ?? '';
    } catch (error) {
      said.textContent = error.message;
      said.classList.add('failure');
    } finally {
      go.disabled = false;
    }
  });
  return element;
}

/** A list that comes from the server: `draw` makes its rows. Calling the result's `load` fetches it again. */
export function list(label, fetchRows, draw, none) {
  const rows = h('ul', { class: 'rows', 'aria-label': label });
  const load = tell(async () => {
    const items = await fetchRows();
    rows.replaceChildren(...items.map((item) => h('li', {}, ...draw(item, load))));
    if (!items.length && none) rows.replaceChildren(h('li', { class: 'none' }, none));
  });
  load();
  return { rows, load };
}

/** The two lines of a row. */
export const about = (name, details) => h('div', { class: 'about' }, h('b', { dir: 'auto' }, name), h('span', {}, details));

/** Does something, and shows on the page why it failed. */
export const tell = (work) => async (...given) => {
  try {
    return await work(...given);
  } catch (error) {
    if (!(error instanceof SignedOut)) notice(error.message);
  }
};
