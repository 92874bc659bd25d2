// What the page does while the server is away, and when it is back.

import { isOffline, onConnection } from './connection.js';
import { begunBy, forgetAll, keepList, outbox, unsent } from './kept.js';
import { $ } from './dom.js';
import { forgetDrafts } from './drafts.js';
import { later } from './http.js';
import { announce } from './notice.js';
import { onSignOut, user } from './session.js';
import { plural, t } from './text.js';

export function offline({ conversations, chat, delivery }) {
  onConnection(async () => {
    show();
    if (isOffline() || !user()) return;
    conversations.refresh().catch(() => {});
    await chat.refresh();
    delivery.flush();
  });
  onSignOut(() => {
    forgetDrafts();
    return forgetAll();
  });
  conversations.addEventListener('change', () => {
    if (conversations.isKnown && !isOffline()) keepList(conversations.items.filter(({ isLocal }) => !isLocal));
  });
  outbox.addEventListener('created', ({ detail }) => {
    if (detail.temporary) conversations.remove(detail.id);
    else conversations.put(detail);
    chat.update(detail);
  });
  outbox.addEventListener('sent', ({ detail: { conversation, sent_at } }) => {
    // Another tab has begun it.
    if (conversations.get(conversation)?.isLocal) conversations.refresh().catch(() => {});
    else if (sent_at) conversations.touch(conversation, sent_at);
  });
  outbox.addEventListener('refused', ({ detail }) => list([detail]));

  function list(messages) {
    for (const begun of messages.map(begunBy)) if (begun && !conversations.get(begun.id)) conversations.put(begun);
  }

  return {
    /** Lists the conversations that the server does not have yet. */
    list: async () => list(await unsent()),
    /** Asks before messages are lost. */
    async mayLeave() {
      const { length } = await unsent();
      if (length === 0) return true;
      const text = plural(
        length, 'A message is not sent yet, and will be gone for good.', '{n} messages are not sent yet, and will be gone for good.');
      const { confirm } = await later('./confirm.js');
      return confirm({ title: t('Log out?'), text, action: t('Log out') });
    },
  };
}

function show() {
  document.documentElement.toggleAttribute('data-offline', isOffline());
  $('offline').hidden = !isOffline();
  const away = t('The server is away. Messages wait here until it is back.');
  $('hint').textContent = isOffline() ? away : t('Models make mistakes. Check what matters.');
  announce(isOffline() ? away : t('The server is back.'));
}
