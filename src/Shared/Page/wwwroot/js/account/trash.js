// Conversations that the user has deleted and can still restore, and when old ones are deleted.

import { restoreConversation } from '../api.js';
import { confirm } from '../confirm.js';
import { h } from '../dom.js';
import { plural, t } from '../text.js';
import { about, button, day, field, form, list, part, tell } from './parts.js';
import * as requests from './requests.js';

/** `arrived` is called when a conversation is back. */
export function trash(arrived) {
  const restore = async (id) => {
    await restoreConversation(id);
    arrived();
  };
  const remove = async ({ id, title }) => {
    const text = t('“{title}” and all its messages.', { title });
    if (await confirm({ title: t('Delete for ever?'), text, action: t('Delete') })) await requests.deleteTrashed(id);
  };
  const { rows, load } = list(t('Trash'), requests.trash, (conversation, again) => [
    about(conversation.title, t('until {day}', { day: day(conversation.expires_at) })),
    button(t('Restore'), () => restore(conversation.id).then(again)),
    button(t('Delete for ever'), () => remove(conversation).then(again), 'bad'),
  ], t('The trash is empty.'));

  const empty = async () => {
    if (!await confirm({ title: t('Empty the trash?'), text: t('Nothing in it can be restored then.'), action: t('Empty') })) return;
    await requests.emptyTrash();
    load();
  };
  return part(t('Trash'),
    h('p', { class: 'soft' }, t('Deleted conversations stay here for a while.')),
    rows,
    button(t('Empty the trash'), empty));
}

/** How long conversations that do not change are kept. */
export function retention() {
  const place = h('div', {});
  const save = ({ days }) => requests.setRetention(days ? Number(days) : null);
  const show = tell(async () => {
    const { days, most_days, spares_pinned } = await requests.retention();
    place.replaceChildren(
      h('p', { class: 'soft' },
        most_days ? plural(most_days, 'Without a number it is {n} day.', 'Without a number it is {n} days.') : t('Without a number they stay.'),
        spares_pinned ? ` ${t('Pinned ones always stay.')}` : ''),
      form({ action: t('Save the days'), save, done: t('Saved.') },
        field(t('Days without a change until a conversation is deleted'), { name: 'days', type: 'number', min: 1, max: most_days ?? 36_500, value: days })));
  });
  show();
  return part(t('Old conversations'), place);
}
