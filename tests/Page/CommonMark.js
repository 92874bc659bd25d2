// Compares what the page makes of an example of CommonMark's specification with what the specification wants. Both become a line of text.
// Where the page differs on purpose, the wanted tree is changed in the same way: a target that no link may have is text, and an image is a link.
async ([markdown, wanted]) => {
  const { GrowingText } = await import('/js/markdown/growing.js');
  const ours = document.createElement('div');
  new GrowingText(ours).set(markdown);
  // The policy would report the styles of the specification's own markup, which differs from ours in any case.
  const theirs = new DOMParser().parseFromString(wanted.replaceAll('style', 'stile'), 'text/html').body;
  return [line(theirs, change), line(ours, restore)];

  /** From the specification's element to what the page is to show. */
  function change(node) {
    const target = node.getAttribute(node.localName === 'img' ? 'src' : 'href');
    if (node.localName !== 'a' && node.localName !== 'img') return [node.localName, attributes(node), node];
    const content = node.localName === 'img' ? document.createTextNode(node.alt) : node;
    if (node.parentElement.closest('a')) return [null, '', content];
    if (/^(https?|mailto):./i.test(target)) return ['a', attributes({ getAttribute: (name) => (name === 'href' ? target : node.getAttribute(name)) }), content];
    const shown = decoded(target);
    return [null, '', content, shown && shown !== content.textContent ? ` (${shown})` : ''];
  }

  /** From the page's element to the specification's. */
  function restore(node) {
    const tag = node.localName;
    const level = node.className.match(/^level-(\d)$/)?.[1];
    if (level) return [`h${level}`, '', node];
    if (tag === 'figure') return ['pre', '', node.querySelector('pre')];
    if (tag === 'span' || node.hidden) return [null, '', node];
    if (tag === 'p' && node.parentElement.matches('.tight > li')) return ['', '', node];
    return [tag, attributes(node), node];
  }

  function attributes(node) {
    const values = ['href', 'title', 'start'].map((name) => [name, node.getAttribute(name)]);
    return values.filter(([name, value]) => value && !(name === 'start' && value === '1')).map(([name, value]) => ` ${name}=${value}`).join('');
  }

  function line(root, read) {
    const blocks = /^(p|ul|ol|li|blockquote|h\d|hr|pre)?$/;
    // Not a character of a text: where white space has no meaning.
    const gap = '\u0001';
    const text = [...root.childNodes].map((child) => walk(child)).join('');
    // The specification ends code with an end of line, and puts one behind a break.
    const without = read === change ? text.replaceAll('<br></br>\n', '<br></br>').replace(/\n<\/code>(?=\u0001)/g, '</code>') : text;
    return without.replace(/\s*\u0001[\s\u0001]*/g, gap).replaceAll(gap, ' ').trim();

    function walk(node) {
      if (node.nodeType !== 1) return node.nodeType === 3 ? node.data.replaceAll('&', '&amp;').replaceAll('<', '&lt;') : '<!---->';
      const [tag, values, content, behind = ''] = read(node);
      const inside = content.nodeType === 3 ? walk(content) : [...content.childNodes].map((child) => walk(child)).join('');
      if (tag === null) return inside + behind;
      const edge = blocks.test(tag) ? gap : '';
      return tag === '' ? edge + inside + edge : `${edge}<${tag}${values}>${edge}${inside}${edge}</${tag}>${edge}`;
    }
  }

  function decoded(address) {
    try {
      return decodeURI(address);
    } catch {
      return address;
    }
  }
}
