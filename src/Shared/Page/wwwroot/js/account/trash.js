// Conversations that the user has deleted and can still restore, and when old ones are deleted.

import { restoreConversation } from '../api.js';
import { confirm } from '../confirm.js';
import { h } from '../dom.js';
import { about, button, day, field, form, list, part, tell } from './parts.js';
import * as requests from './requests.js';

/** `arrived` is called when a conversation is back. */
export function trash(arrived) {
  const restore = async (id) => {
    await restoreConversation(id);
    arrived();
  };
  const remove = async ({ id, title }) => {
    if (await confirm({ title: 'Delete for ever?', text: `“${title}” and all its messages.`, action: 'Delete' })) await requests.deleteTrashed(id);
  };
  const { rows, load } = list('Trash', requests.trash, (conversation, again) => [
    about(conversation.title, `until ${day(conversation.expires_at)}`),
    button('Restore', () => restore(conversation.id).then(again)),
    button('Delete for ever', () => remove(conversation).then(again), 'bad'),
  ], 'The trash is empty.');

  const empty = async () => {
    if (!await confirm({ title: 'Empty the trash?', text: 'Nothing in it can be restored then.', action: 'Empty' })) return;
    await requests.emptyTrash();
    load();
  };
  return part('Trash',
    h('p', { class: 'soft' }, 'Deleted conversations stay here for a while.'),
    rows,
    button('Empty the trash', empty));
}

/** How long conversations that do not change are kept. */
export function retention() {
  const place = h('div', {});
  const save = ({ days }) => requests.setRetention(days ? Number(days) : null);
  const show = tell(async () => {
    const { days, most_days, spares_pinned } = await requests.retention();
    place.replaceChildren(
      h('p', { class: 'soft' }, most_days ? `Without a number it is ${most_days} days.` : 'Without a number they stay.', spares_pinned ? ' Pinned ones always stay.' : ''),
      form({ action: 'Save the days', save, done: 'Saved.' },
        field('Days without a change until a conversation is deleted', { name: 'days', type: 'number', min: 1, max: most_days ?? 36_500, value: days })));
  });
  show();
  return part('Old conversations', place);
}
