import { $ } from './dom.js';

const narrow = matchMedia('(max-width: 760px)');

/** On a narrow screen the list of conversations is a drawer over the chat, and only one of the two can be reached at a time. */
export function drawer() {
  const [side, scrim] = [$('sidebar'), $('scrim')];
  let isOpen = false;

  function apply() {
    side.inert = narrow.matches && !isOpen;
    for (const main of [$('chat'), $('pages')]) main.inert = narrow.matches && isOpen;
    scrim.hidden = !(narrow.matches && isOpen);
    $('shell').classList.toggle('open', isOpen);
    $('menu').setAttribute('aria-expanded', isOpen);
  }

  function set(open) {
    if (open === isOpen) return;
    isOpen = open;
    apply();
    if (narrow.matches) (isOpen ? $('close') : $('menu')).focus();
  }

  narrow.addEventListener('change', apply);
  $('menu').addEventListener('click', () => set(true));
  $('close').addEventListener('click', () => set(false));
  scrim.addEventListener('click', () => set(false));
  side.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape' || !isOpen) return;
    // Elsewhere it stops an answer.
    event.stopPropagation();
    set(false);
  });
  apply();
  return { open: () => set(true), close: () => set(false) };
}
