// Light, dark, or as the system is. It runs before the first paint, so it needs nothing but itself.

const KEY = 'samosachaat.theme';
const THEMES = ['system', 'light', 'dark'];
const PAPER = { light: '#fffaf1', dark: '#1b1410' };
const systemIsDark = matchMedia('(prefers-color-scheme: dark)');

export const theme = () => (THEMES.includes(localStorage.getItem(KEY)) ? localStorage.getItem(KEY) : 'system');

/** Goes on to the next of the three and returns it. */
export function nextTheme() {
  localStorage.setItem(KEY, THEMES[(THEMES.indexOf(theme()) + 1) % THEMES.length]);
  apply();
  return theme();
}

function apply() {
  document.documentElement.dataset.theme = theme();
  const isDark = theme() === 'dark' || (theme() === 'system' && systemIsDark.matches);
  document.querySelector('meta[name=theme-color]').content = PAPER[isDark ? 'dark' : 'light'];
}

systemIsDark.addEventListener('change', apply);
addEventListener('storage', apply);
apply();
