// Says what becomes of a temporary chat, and has it kept or deleted at once.

import { changeConversation } from './api.js';
import { remove, retention } from './deletion.js';
import { $, h } from './dom.js';
import { persist } from './http.js';
import { notice } from './notice.js';
import { locale, t } from './text.js';

const UNITS = [['day', 86_400], ['hour', 3600], ['minute', 60], ['second', 1]];

const rule = h('span', { role: 'status' });
const choices = h('span', { class: 'when-online' });
$('rule').append(rule, ' ', choices);

/** @param chat { id, create, temporary, update, keep }: what is open when somebody chooses */
export async function explain(chat, { conversations, onDiscarded }) {
  choices.hidden = !chat.id || Boolean(chat.create);
  choices.replaceChildren(choice(t('Keep this chat'), () => keep(chat, conversations)), ' ', choice(t('Delete'), () => discard(chat, onDiscarded)));
  // It is read out when it changes.
  if (rule.textContent) return;
  rule.textContent = t('It is in no list, no search and no export.');
  const { temporary_seconds } = await persist(retention);
  const time = lengthOf(temporary_seconds);
  rule.textContent = t('It is in no list, no search and no export. The server deletes it for ever {time} after its last message.', { time });
}

const choice = (text, onclick) => h('button', { type: 'button', class: 'link', onclick }, text);

async function keep(chat, conversations) {
  try {
    const kept = { ...await changeConversation(chat.id, { temporary: false }), temporary: false };
    chat.update(kept);
    chat.keep();
    conversations.put(kept);
    notice(t('It is in the list now, and stays.'));
    $('box').focus();
  } catch (error) {
    notice(error.message);
  }
}

async function discard({ id }, onDiscarded) {
  if (!await remove({ id, title: t('Temporary chat'), temporary: true })) return;
  onDiscarded(id);
  notice(t('Deleted.'));
}

/** A time in words, in the largest unit that says it exactly. */
function lengthOf(seconds) {
  const [unit, size] = UNITS.find((each) => seconds % each[1] === 0);
  return new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'long' }).format(seconds / size);
}
