// Looks at the page as it is: the texts that it shows, but for names and what people and models wrote, and what does not fit.
() => {
  const OTHERS = '.bubble, .thoughts, .by, time, #title, #account, #list a, .hit, #model option, .about b, .secret code, noscript';
  const FITTING = 'a, button, dd, dt, form, h1, h2, input, kbd, label, legend, li, p, select, summary, .bar, .card, .parts, .scroller';
  const NAMED = '#list a, .hit, time, math, .markdown a';
  const isShown = (element) => element.checkVisibility({ visibilityProperty: true });
  const texts = new Set();

  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const { data, parentElement: element } = walker.currentNode;
    const isAnswer = element.closest('.markdown, #announcer') && !element.closest('.copy-code');
    if (data.trim() && isShown(element) && !isAnswer && !element.closest(OTHERS)) texts.add(data.trim());
  }
  for (const option of document.querySelectorAll('#pages option')) texts.add(option.textContent);
  for (const name of ['aria-label', 'placeholder', 'title']) {
    for (const element of document.querySelectorAll(`[${name}]`)) {
      if (isShown(element) && !element.matches(NAMED)) texts.add(element.getAttribute(name));
    }
  }

  const faults = [];
  const report = (element, what) => faults.push(`${what}: ${element.outerHTML.slice(0, 200)}`);
  if (document.scrollingElement.scrollWidth > innerWidth) report(document.body, 'wider than the window');
  for (const element of document.querySelectorAll(FITTING)) {
    const { left, right, width } = element.getBoundingClientRect();
    if (!isShown(element) || !width || element.closest('.hidden-visually, .markdown, .skip')) continue;
    if (left < -1 || right > innerWidth + 1) report(element, 'outside of the window');
    const isCut = element.clientWidth && element.scrollWidth > element.clientWidth + 1;
    // Names end in dots, and a box shows a part of what is in it.
    if (isCut && !element.matches('#title, #account, #list a, input')) report(element, 'cut');
  }
  return [[...texts], faults];
}
