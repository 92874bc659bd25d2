// All conversations of the user as a file, and conversations from a file.

import { call } from '../api.js';
import { h } from '../dom.js';
import { plural, t } from '../text.js';
import { about, button, field, form, part } from './parts.js';
import { upload } from './upload.js';

const MOST_SHOWN = 20;
const KEPT = 60_000;

/** `arrived` is called when there are new conversations. */
export function data(arrived) {
  const progress = h('progress', { max: 1, hidden: true, 'aria-label': t('Sent') });
  const results = h('div', { class: 'fields', role: 'status' });
  const take = async ({ file }) => {
    results.replaceChildren();
    progress.hidden = false;
    try {
      results.replaceChildren(...told(await upload('/import', file, (sent) => { progress.value = sent; })));
    } finally {
      progress.hidden = true;
      // The conversations that came before a failure are there all the same.
      arrived();
    }
  };
  return part(t('Your data'),
    h('p', { class: 'soft' }, t('An export has all your conversations. It can be imported here, in another account, or on another server.')),
    button(t('Export'), download),
    form({ action: t('Import'), save: take }, field(t('A file to import'), { name: 'file', type: 'file', required: true })),
    progress,
    results);
}

async function download() {
  const response = await call('/export');
  const name = response.headers.get('content-disposition')?.match(/filename="?([^";]+)/)?.[1] ?? 'samosachaat-export.jsonl';
  const url = URL.createObjectURL(await whole(response));
  h('a', { href: url, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(url), KEPT);
}

async function whole(response) {
  try {
    return await response.blob();
  } catch (cause) {
    throw new Error(t('The download broke off. Try again.'), { cause });
  }
}

/** Tells from the lines of the response how each conversation fared. */
function told(text) {
  const lines = text.trim().split('\n').map((line) => JSON.parse(line));
  const { imported, unchanged, conflict, invalid } = lines.pop().summary;
  const sentences = [
    plural(imported, '{n} conversation arrived.', '{n} conversations arrived.'),
    unchanged && plural(unchanged, '{n} was here already.', '{n} were here already.'),
    conflict && plural(conflict, '{n} is different here, and stayed so.', '{n} are different here, and stayed so.'),
    invalid && plural(invalid, '{n} could not be read.', '{n} could not be read.'),
  ].filter(Boolean);
  const reasons = lines.filter(({ detail }) => detail).slice(0, MOST_SHOWN);
  return [
    h('p', {}, sentences.join(' ')),
    reasons.length > 0 && h('ul', { class: 'rows' }, ...reasons.map(({ id, detail }) => h('li', {}, about(id ?? t('In the file'), detail)))),
  ].filter(Boolean);
}
