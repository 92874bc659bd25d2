// Deletes conversations, at once where that can be taken back.

import { deleteConversation, json } from './api.js';
import { confirm } from './confirm.js';
import { notice } from './notice.js';
import { t } from './text.js';

let known = null;

/** How long the server keeps what is deleted and what is temporary, in seconds. It has that in its settings, so it is asked once. */
export const retention = () => known ??= json('/auth/me/retention').catch((error) => {
  known = null;
  throw error;
});

/**
 * Deletes a conversation, and asks before if nothing brings it back.
 * @returns { canUndo }; null if it is still there
 */
export async function remove({ id, title, temporary }) {
  let canUndo = false;
  try {
    canUndo = !temporary && (await retention()).trash_seconds > 0;
    const text = t('“{title}” and all its messages.', { title });
    if (!canUndo && !await confirm({ title: t('Delete this conversation?'), text, action: t('Delete') })) return null;
    await deleteConversation(id);
  } catch (error) {
    // Another tab or device was faster.
    if (error.status !== 404) {
      notice(error.message);
      return null;
    }
  }
  return { canUndo };
}
