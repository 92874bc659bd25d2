// Makes elements of Temml's tree. Elements, attributes, classes and styles are only those that are named here.

const NAMESPACE = 'http://www.w3.org/1998/Math/MathML';
const ELEMENTS = new Set([
  'math', 'menclose', 'merror', 'mfrac', 'mi',
  'mmultiscripts', 'mn', 'mo', 'mover', 'mpadded', 'mphantom', 'mprescripts', 'mroot', 'mrow', 'ms', 'mspace', 'msqrt',
  'mstyle', 'msub', 'msubsup', 'msup', 'mtable', 'mtd', 'mtext', 'mtr', 'munder', 'munderover', 'none',
]);
const ATTRIBUTES = new Set([
  'accent', 'accentunder', 'columnalign', 'columnlines', 'columnspacing', 'columnspan',
  'depth', 'display', 'displaystyle', 'fence', 'form', 'height', 'largeop',
  'linethickness', 'lspace', 'mathvariant',
  'maxsize', 'minsize', 'movablelimits', 'notation', 'rowlines', 'rowspacing', 'rowspan', 'rspace', 'scriptlevel', 'separator',
  'stretchy', 'symmetric', 'voffset', 'width',
]);
const CLASSES = /^(?:tml|chr|wbk|ff|math)-?[a-z0-9-]*$/;
const SIDE = '(?:-(?:top|right|bottom|left))?';
const STYLES = new RegExp(`^(?:color|background-color|border${SIDE}(?:-(?:color|style|width))?|(?:padding|margin)${SIDE}|text-align`
  + '|math-(?:depth|style|shift)|font-(?:style|weight|size)|(?:min-)?(?:width|height))$');
const VALUE = /^(?:rgb\([\d\s,.%]+\)|[-\w#.%\s]+)$/;
const DEPTH = 200;

/** The element for a tree, which says its TeX source as well. */
export function mathml(tree, tex) {
  const element = node(tree, 0);
  element.setAttribute('aria-label', tex);
  return element;
}

function node(tree, depth) {
  if (typeof tree.text === 'string' && !tree.children?.length) return document.createTextNode(tree.text);
  if (depth > DEPTH) throw new RangeError('The formula is too deep.');
  const children = (tree.children ?? []).map((child) => node(child, depth + 1));
  if (!ELEMENTS.has(tree.type)) {
    const row = document.createDocumentFragment();
    row.append(...children);
    return row;
  }
  const element = document.createElementNS(NAMESPACE, tree.type);
  for (const [name, value] of Object.entries(tree.attributes)) {
    if (ATTRIBUTES.has(name)) element.setAttribute(name, value);
  }
  const classes = tree.classes.filter((name) => CLASSES.test(name ?? ''));
  if (classes.length > 0) element.setAttribute('class', classes.join(' '));
  for (const [name, value] of Object.entries(tree.style)) {
    const property = name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
    // One by one, which the policy allows; an attribute with all of them it does not.
    if (STYLES.test(property) && VALUE.test(value)) element.style.setProperty(property, value);
  }
  element.append(...children);
  return element;
}
