// The actions on a conversation of the list.

import * as api from './api.js';
import { remove as removeConversation } from './deletion.js';
import { openMenu } from './menu.js';
import { notice } from './notice.js';
import { rename } from './rename.js';
import { t } from './text.js';

/**
 * Returns what opens a conversation's menu beside a button.
 * @param lists { listed, archived }: where it is, and where it goes
 * @param page { rowOf, redraw, focus, onChanged, onDeleted }: `focus` takes the id of the row to go to, or of one that is gone
 */
export function rowActions({ listed, archived }, { rowOf, redraw, focus, onChanged, onDeleted }) {
  async function startRenaming(conversation) {
    const title = await rename(rowOf(conversation.id), conversation.title);
    try {
      if (title) {
        const changed = await api.changeConversation(conversation.id, { title });
        show({ ...conversation, ...changed });
        onChanged(changed);
      }
    } catch (error) {
      notice(error.message);
    }
    redraw();
    focus(conversation.id);
  }

  async function mark(conversation, changes, request = api.changeConversation) {
    const { id } = conversation;
    try {
      await request(id, changes);
    } catch (error) {
      notice(error.message);
      return false;
    }
    show({ ...conversation, ...(listed.get(id) ?? archived.get(id)), ...changes });
    focus(id);
    return true;
  }

  async function archive(conversation, isArchived) {
    const text = isArchived ? t('Archived.') : t('Back in the list.');
    if (await mark(conversation, { archived: isArchived })) notice(text, { undo: () => mark(conversation, { archived: !isArchived }) });
  }

  /** A conversation is in one of the two lists. */
  function show(conversation) {
    const [to, from] = conversation.archived ? [archived, listed] : [listed, archived];
    from.remove(conversation.id);
    to.put(conversation);
  }

  async function remove(conversation) {
    const { id } = conversation;
    const deleted = await removeConversation(conversation);
    if (!deleted) return;
    for (const list of [listed, archived]) list.remove(id);
    focus(id);
    onDeleted(id);
    notice(t('Deleted.'), { undo: deleted.canUndo && (() => mark(conversation, {}, api.restoreConversation)) });
  }

  const itemsFor = (conversation) => [
    ['pen', t('Rename'), () => startRenaming(conversation)],
    ...(conversation.archived
      ? [['archive', t('Unarchive'), () => archive(conversation, false)]]
      : [
        conversation.pinned
          ? ['pin', t('Unpin'), () => mark(conversation, { pinned: false })]
          : ['pin', t('Pin'), () => mark(conversation, { pinned: true })],
        ['archive', t('Archive'), () => archive(conversation, true)],
      ]),
    ['bin', t('Delete'), () => remove(conversation)],
  ];

  return (button, conversation) => openMenu(button, itemsFor(conversation));
}
