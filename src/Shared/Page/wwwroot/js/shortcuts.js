import { later } from './http.js';
import { notice } from './notice.js';

/** Keys that work wherever the focus is: Ctrl or ⌘ with K searches, with Shift and O starts a new chat, Esc stops, and ? shows all of them. */
export function shortcuts({ startNew, search, stop }) {
  document.addEventListener('keydown', (event) => {
    const isCommand = event.ctrlKey || event.metaKey;
    const key = event.key.toLowerCase();
    if (key === 'escape' && !document.querySelector('dialog[open]')) stop();
    if (isCommand && !event.shiftKey && key === 'k') run(event, search);
    if (isCommand && event.shiftKey && key === 'o') run(event, startNew);
    // In a box it is a character like any other.
    if (key === '?' && !event.target.closest('input, textarea, select, dialog')) run(event, showAll);
  });
}

const showAll = () => later('./keys.js').then(({ showKeys }) => showKeys(), ({ message }) => notice(message));

function run(event, action) {
  event.preventDefault();
  action();
}
