// Colours code with highlight.js, if the program was built with it. It is loaded when an answer has code in a language that it knows.

import { languages } from '../../libraries/index.js';
import { fill, h, style } from '../dom.js';

const LARGEST = 50_000;
const OTHER_NAMES = {
  'c++': 'cpp', cc: 'cpp', h: 'c', hpp: 'cpp', 'c#': 'csharp', cs: 'csharp', patch: 'diff', golang: 'go',
  js: 'javascript', jsx: 'javascript', mjs: 'javascript',
  jsonc: 'json', kt: 'kotlin', py: 'python', rb: 'ruby', rs: 'rust',
  sh: 'bash', shell: 'bash', zsh: 'bash', ts: 'typescript', tsx: 'typescript',
  html: 'xml', svg: 'xml', yml: 'yaml',
};
// What stands in others.
const NEEDS = { xml: ['css', 'javascript'], php: ['xml'] };
const SCOPES = new Set([
  'addition', 'attr', 'attribute', 'built_in', 'bullet', 'char', 'comment', 'deletion', 'doctag', 'keyword', 'link', 'literal',
  'meta', 'name', 'number', 'operator',
  'params', 'property', 'punctuation', 'quote', 'regexp', 'section', 'string', 'subst', 'symbol', 'tag', 'title', 'type', 'variable',
]);

let core;
const loaded = new Map();

/** Puts coloured spans in the place of the code's text, which stays the same. */
export async function highlight(element, code, name) {
  const language = OTHER_NAMES[name.toLowerCase()] ?? name.toLowerCase();
  if (!languages.includes(language) || code.length > LARGEST) return;
  try {
    const library = await libraryWith(language);
    const { _emitter } = library.highlight(code, { language, ignoreIllegals: true });
    const spans = fill(document.createDocumentFragment(), nodes(_emitter.rootNode));
    if (spans.textContent === code && element.textContent === code) element.replaceChildren(spans);
  } catch {
    // Plain code is as good.
  }
}

async function libraryWith(language) {
  const [{ default: library }] = await (core ??= Promise.all([import('../../libraries/highlight/core.js'), style('css/libraries.css')]));
  await Promise.all([language, ...NEEDS[language] ?? []].map((one) => {
    if (!loaded.has(one)) loaded.set(one, load(library, one));
    return loaded.get(one);
  }));
  return library;
}

async function load(library, language) {
  const grammar = await import(`../../libraries/highlight/${language}.js`);
  library.registerLanguage(language, grammar.default);
}

/** The library's own tree as elements. Its scopes are words, and we know them. */
function nodes({ children }) {
  return children.map((child) => {
    if (typeof child === 'string') return child;
    const scope = child.scope?.split('.')[0];
    return fill(SCOPES.has(scope) ? h('span', { class: `syntax-${scope}` }) : document.createDocumentFragment(), nodes(child));
  });
}
