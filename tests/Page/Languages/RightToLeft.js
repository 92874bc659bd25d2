// Tells what is wrong with the layout of an answer in Hebrew and Arabic.
() => {
  const faults = [];
  const [answer] = [...document.querySelectorAll('.answer .markdown')].slice(-1);
  const $ = (selector) => answer.querySelector(selector);
  const style = (element) => getComputedStyle(element);
  const check = (isRight, what) => isRight || faults.push(what);
  const near = (a, b) => Math.abs(a - b) < 3;

  /** Where these words stand. */
  function words(root, text) {
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const at = walker.currentNode.data.indexOf(text);
      if (at < 0) continue;
      const range = new Range();
      range.setStart(walker.currentNode, at);
      range.setEnd(walker.currentNode, at + text.length);
      return range.getBoundingClientRect();
    }
    throw new Error(`There is no ${text}.`);
  }

  const inner = (element) => {
    const { left, right } = element.getBoundingClientRect();
    return { left: left + parseFloat(style(element).paddingLeft), right: right - parseFloat(style(element).paddingRight) };
  };
  const atRight = (element, text) => check(near(words(element, text).right, inner(element).right), `${text} is not at the right edge`);
  const atLeft = (element, text) => check(near(words(element, text).left, inner(element).left), `${text} is not at the left edge`);
  const isLeftOf = (root, first, second) => check(words(root, first).left < words(root, second).left, `${first} is not left of ${second}`);

  atRight($('.level-2'), 'כותרת');
  const paragraph = $('.level-2 + p');
  atRight(paragraph, 'فقرة');
  isLeftOf(paragraph, 'a[0]', ';');
  isLeftOf(paragraph, 'a[0]', 'شيفرة');
  check(style($('p code')).direction === 'ltr', 'code in a line is not from left to right');
  check(style($('.formula')).direction === 'ltr', 'a formula is not from left to right');

  const list = $('ul');
  const items = [...list.children].map((item) => item.firstElementChild);
  const { direction, paddingLeft, paddingRight } = style(list);
  check(direction === 'rtl' && parseFloat(paddingRight) > 20 && paddingLeft === '0px', 'the markers of a list are not at its right');
  atRight(items[0], 'العنصر');
  atRight(items[1], 'Second item.');
  // The full stop of an English sentence stays at its end.
  isLeftOf(items[1], 'Second item', '.');
  const nested = list.querySelector('ol');
  check(style(nested).direction === 'ltr' && style(nested).paddingRight === '0px', 'the markers of an English list are not at its left');
  atLeft(nested.firstElementChild.firstElementChild, 'Nested');
  const task = $('.task');
  isLeftOf(task, 'مهمة', '☑');

  const quote = $('blockquote');
  check(style(quote).borderRightWidth === '3px' && style(quote).borderLeftWidth === '0px', 'the line of a quotation is not at its right');
  atRight(quote.children[0], 'اقتباس');
  atLeft(quote.children[1], 'And in English');

  const [first, second] = $('thead tr').children;
  check(first.getBoundingClientRect().left > second.getBoundingClientRect().left, 'the first column is not at the right');
  atRight(first, 'العمود');
  const [rice, weight] = $('tbody tr:last-child').children;
  atRight(rice, 'Rice');
  atLeft(weight, '12 kg');

  const code = $('figure.code');
  check(style(code).direction === 'ltr', 'code is not from left to right');
  atLeft(code.querySelector('pre'), 'const');
  const copy = code.querySelector('.copy-code').getBoundingClientRect();
  check(copy.left > words(code.querySelector('figcaption span'), 'js').right, 'the button to copy lies over the name of the language');
  check(copy.bottom <= code.querySelector('pre').getBoundingClientRect().top + 1, 'the button to copy lies over the code');
  check(copy.right > code.getBoundingClientRect().right - 16, 'the button to copy is not at the right');

  const english = [...answer.children].find((child) => child.textContent.startsWith('An English paragraph'));
  atLeft(english, 'An English');
  const mixed = [...answer.querySelectorAll(':scope > ul')].at(-1);
  check(style(mixed).direction === 'ltr', 'a list whose first item is English is not from left to right');
  atLeft(mixed.children[1].firstElementChild, 'عنصر');

  const [bubble] = [...document.querySelectorAll('.bubble')].slice(-1);
  atRight(bubble, 'איך');
  atLeft(bubble, 'And why');
  check(document.scrollingElement.scrollWidth <= innerWidth, 'the page is wider than the window');
  return faults;
}
