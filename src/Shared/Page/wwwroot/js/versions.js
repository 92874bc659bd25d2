// ‹ 2/3 ›: the way between the versions of a message.

import { h, iconButton } from './dom.js';
import { announce } from './notice.js';
import { t } from './text.js';

/** The pager of a message with several versions; nothing for one. `select` is told a version, the pager, and the direction of the way. */
export function versions({ id, versions: all = [] }, select) {
  if (all.length < 2) return [];
  const at = all.indexOf(id);
  const label = t('Version {n} of {count}', { n: at + 1, count: all.length });
  const pager = h('div', { class: 'versions when-idle', role: 'group', 'aria-label': label, 'data-version': id },
    step('left', t('Previous version'), -1),
    h('span', { 'aria-hidden': 'true' }, `${at + 1}/${all.length}`),
    step('right', t('Next version'), 1));
  return [pager];

  function step(drawing, way, by) {
    const button = iconButton(drawing, way, () => select(all[at + by], pager, by));
    button.disabled = !all[at + by];
    button.dataset.by = by;
    return button;
  }
}

/** The pager of this version on the screen, or null. */
export const pagerOf = (version) => document.querySelector(`[data-version="${version}"]`);

/** Lets the keyboard go on where it was, and has the position read out. */
export function arriveAt(version, by) {
  const pager = pagerOf(version);
  if (!pager) return;
  (pager.querySelector(`[data-by="${by}"]:enabled`) ?? pager.querySelector(':enabled')).focus({ preventScroll: true });
  announce(`${pager.getAttribute('aria-label')}.`);
}
