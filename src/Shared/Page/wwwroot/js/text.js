// The texts of the page in the language of its reader. The key of a text is the text in English. So English needs no catalog, and what a
// catalog does not have is shown in English. docs/languages.md says how to add a language.
// The module itself does not wait for it: Safari fails if several modules import one that waits. See `ready`.

const LANGUAGES = ['de', 'hi'];
const ATTRIBUTES = ['aria-label', 'data-message', 'placeholder', 'title'];
const PATIENCE = 5000;
const RIGHT_TO_LEFT = /[\u0590-\u08ff\ufb1d-\ufefc]/;

const nameOf = (tag) => tag.split('-')[0];

let catalog = null;

/** The language of the page, with the region of its reader: dates and numbers are written as they are there. */
export let locale = navigator.languages.find((tag) => ['en', ...LANGUAGES].includes(nameOf(tag))) ?? 'en';

/** The language of the page. */
export const language = () => nameOf(locale);

/** A text with values in its places: t('Actions for {title}', { title }). */
export const t = (text, values = {}) => fill(catalog?.[text] ?? text, values);

/** A text with a number: plural(n, '{n} token', '{n} tokens'). Its key is the second one, and a catalog has the forms of its language. */
export function plural(n, one, other, values) {
  const forms = catalog?.[other] ?? { one, other };
  return fill(forms[new Intl.PluralRules(locale).select(n)] ?? forms.other, { n: number(n), ...values });
}

export const number = (n) => n.toLocaleString(locale);

/** A name that is written from right to left is kept apart, so that the text around it stays in order. */
const fill = (text, values) => text.replace(/\{(\w+)\}/g, (place, name) => {
  const value = String(values[name] ?? place);
  return RIGHT_TO_LEFT.test(value) ? `\u2068${value}\u2069` : value;
});

async function prepare() {
  if (language() === 'en') return;
  const file = fetch(`lang/${language()}.json`, { signal: AbortSignal.timeout(PATIENCE) });
  catalog = await file.then((response) => (response.ok ? response.json() : null)).catch(() => null);
  if (catalog) translate();
  else locale = 'en';
}

/** Translates what index.html has. Nothing of it is seen yet, and nobody's own words are in it. */
function translate() {
  document.documentElement.lang = language();
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const { data } = texts.currentNode;
    texts.currentNode.data = data.replace(data.trim(), (text) => t(text));
  }
  for (const name of ATTRIBUTES) {
    for (const element of document.querySelectorAll(`[${name}]`)) element.setAttribute(name, t(element.getAttribute(name)));
  }
}

/** The end of this must come before any text is asked for. */
export const ready = prepare();
