/** What the keyboard does wherever the focus is: Ctrl or ⌘ with K searches, with Shift and O starts a new chat, and Esc stops. */
export function shortcuts({ startNew, search, stop }) {
  document.addEventListener('keydown', (event) => {
    const isCommand = event.ctrlKey || event.metaKey;
    const key = event.key.toLowerCase();
    if (key === 'escape' && !document.querySelector('dialog[open]')) stop();
    if (isCommand && !event.shiftKey && key === 'k') run(event, search);
    if (isCommand && event.shiftKey && key === 'o') run(event, startNew);
  });
}

function run(event, action) {
  event.preventDefault();
  action();
}
