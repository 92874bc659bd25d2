import { $, h, icon } from './dom.js';

let opener = null;

/**
 * Opens a menu beside a button, or closes it if it is that button's. An item is the name of a drawing, a text, and what it does:
 * ['bin', 'Delete', remove].
 */
export function openMenu(button, items) {
  const menu = $('row-menu');
  if (opener === button && menu.matches(':popover-open')) return menu.hidePopover();
  opener?.setAttribute('aria-expanded', 'false');
  opener = button;
  menu.replaceChildren(...items.map(([drawing, text, action]) =>
    h('button', { type: 'button', role: 'menuitem', tabindex: '-1', onclick: () => close(action) }, icon(drawing), text)));
  menu.onkeydown = (event) => move(menu, event);
  menu.ontoggle = ({ newState }) => button.setAttribute('aria-expanded', newState === 'open');
  // The source keeps a press on the button from closing the menu before the click comes.
  menu.showPopover({ source: button });
  place(menu, button.getBoundingClientRect());
  menu.firstChild.focus();

  function close(action) {
    // The focus goes back to the button first, so that the action finds it there.
    menu.hidePopover();
    action();
  }
}

/** Below the button, or above it where there is no room. */
function place(menu, beside) {
  const [width, height] = [menu.offsetWidth, menu.offsetHeight];
  menu.style.left = `${Math.max(8, Math.min(beside.left, innerWidth - width - 8))}px`;
  menu.style.top = `${beside.bottom + height > innerHeight ? Math.max(8, beside.top - height) : beside.bottom}px`;
}

function move(menu, event) {
  // Elsewhere Escape stops an answer, or closes the list.
  event.stopPropagation();
  if (event.key === 'Tab') menu.hidePopover();
  const items = [...menu.children];
  const at = items.indexOf(document.activeElement);
  const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: -1 }[event.key];
  if (to === undefined) return;
  event.preventDefault();
  items.at(to % items.length).focus();
}
