// Conversations that the user has deleted and can still restore.

import { restoreConversation } from '../api.js';
import { confirm } from '../confirm.js';
import { h } from '../dom.js';
import { about, button, day, list, part } from './parts.js';
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
