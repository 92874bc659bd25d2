/** The one element with this id. */
export const $ = (id) => document.getElementById(id);

/**
 * Makes an element: h('button', { class: 'quiet', onclick: save }, 'Save').
 * What is given as a child is text or an element, never markup: whatever somebody wrote stays what they wrote.
 */
export function h(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === 'function') element.addEventListener(name.slice(2), value);
    else if (value === true) element.setAttribute(name, '');
    else if (value !== false && value != null) element.setAttribute(name, value);
  }
  element.append(...children.filter((child) => child != null));
  return element;
}

/** Loads a style sheet that is not always needed. */
export const style = (href) => new Promise((end) => {
  document.head.append(h('link', { rel: 'stylesheet', href, onload: end, onerror: end }));
});

/** Appends nodes and texts, however many. */
export function fill(element, nodes) {
  for (const node of nodes) element.append(node);
  return element;
}

const SVG = 'http://www.w3.org/2000/svg';

/** One of the drawings at the top of index.html. */
export function icon(name) {
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('class', 'icon');
  svg.setAttribute('aria-hidden', 'true');
  const use = document.createElementNS(SVG, 'use');
  use.setAttribute('href', `#i-${name}`);
  svg.append(use);
  return svg;
}

/** A button with a drawing; its label is what is read out, and shown when one points at it. */
export const iconButton = (name, label, onclick) =>
  h('button', { type: 'button', class: 'icon-button', 'aria-label': label, title: label, onclick }, icon(name));
