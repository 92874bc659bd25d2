// Light, dark, or as the system is. It runs before the first paint, so it needs nothing but itself.

const KEY = 'samosachaat.theme';
const THEMES = ['system', 'light', 'dark'];
const PAPER = { light: '#fffaf1', dark: '#1b1410' };
const systemIsDark = matchMedia('(prefers-color-scheme: dark)');

export const theme = () => (THEMES.includes(localStorage.getItem(KEY)) ? localStorage.getItem(KEY) : 'system');

/** Goes on to the next of the three. */
export const nextTheme = () => chooseTheme(THEMES[(THEMES.indexOf(theme()) + 1) % THEMES.length]);

export function chooseTheme(name) {
  localStorage.setItem(KEY, name);
  apply();
}

/** Calls `then` after each choice, here or in another tab. */
export const onTheme = (then) => chosen.addEventListener('change', then);

const chosen = new EventTarget();

function apply() {
  document.documentElement.dataset.theme = theme();
  const isDark = theme() === 'dark' || (theme() === 'system' && systemIsDark.matches);
  document.querySelector('meta[name=theme-color]').content = PAPER[isDark ? 'dark' : 'light'];
  chosen.dispatchEvent(new Event('change'));
}

systemIsDark.addEventListener('change', apply);
addEventListener('storage', apply);
apply();
