// Shows formulas as MathML by Temml, if the program was built with it. It is loaded when an answer has a formula.

import { hasFormulas } from '../../libraries/index.js';
import { h, style } from '../dom.js';
import { mathml } from './mathml.js';

const LONGEST = 5000;
const REMEMBERED = 500;
const OPTIONS = { throwOnError: true, strict: false, trust: false, maxSize: [50, 50], maxExpand: 500 };

let library;
let loading;
const shown = new Map();

/** An element for a formula. `source` is what was written, and stays if the formula is none. */
export function formula(source, tex, isBlock) {
  const element = h('span', { class: `formula${isBlock ? ' block' : ''}`, dir: 'ltr' }, source);
  if (!hasFormulas || tex.length > LONGEST) return element;
  if (library) {
    show(element, tex, isBlock);
    return element;
  }
  // What is written is not shown and then replaced.
  element.textContent = '…';
  prepare().then(() => {
    element.textContent = source;
    if (library) show(element, tex, isBlock);
  });
  return element;
}

/** Loads the library for a formula that is still being written. */
export function prepare() {
  return loading ??= hasFormulas ? load() : Promise.resolve();
}

/** It is a plain script, not a module. Without it formulas stay what they are. */
function load() {
  return new Promise((resolve) => {
    const onload = async () => {
      await style('css/libraries.css');
      library = window.temml;
      resolve();
    };
    document.head.append(h('script', { src: 'libraries/temml/temml.js', onload, onerror: resolve }));
  });
}

function show(element, tex, isBlock) {
  const key = `${isBlock}${tex}`;
  // A text that grows shows its formulas again and again.
  if (!shown.has(key)) {
    if (shown.size >= REMEMBERED) shown.delete(shown.keys().next().value);
    shown.set(key, made(tex, isBlock));
  }
  if (shown.get(key)) element.replaceChildren(shown.get(key).cloneNode(true));
}

function made(tex, isBlock) {
  try {
    return mathml(library.__renderToMathMLTree(tex, { displayMode: isBlock, ...OPTIONS }), tex);
  } catch {
    // It is not TeX, or TeX that the library does not know.
    return null;
  }
}
