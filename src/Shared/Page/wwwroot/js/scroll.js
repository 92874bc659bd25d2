// Stays at the end while an answer grows, unless somebody has scrolled away to read; then a button leads back.

const NEAR = 48;
const MARGIN = 16;

export function stayAtEnd(scroller, content, button) {
  let isFollowing = true;
  let before = 0;

  const toEnd = () => { scroller.scrollTop = scroller.scrollHeight; };
  const isAtEnd = () => scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < NEAR;

  scroller.addEventListener('scroll', () => {
    // Only going up is going away: content that has just grown leaves the end below without anybody's doing.
    isFollowing = isAtEnd() || (isFollowing && scroller.scrollTop >= before);
    before = scroller.scrollTop;
    button.hidden = isFollowing;
  }, { passive: true });

  new ResizeObserver(() => {
    if (isFollowing) toEnd();
    button.hidden = isFollowing;
  }).observe(content);
  // The keyboard of a telephone makes the window smaller.
  new ResizeObserver(() => isFollowing && toEnd()).observe(scroller);

  const follow = () => {
    isFollowing = true;
    toEnd();
  };
  button.addEventListener('click', follow);

  /** Changes what is shown, and has the element that `change` returns where `before` was; the same one if it returns none. */
  function keep(before, change) {
    const { top } = before.getBoundingClientRect();
    const after = change() ?? before;
    scroller.scrollTop += after.getBoundingClientRect().top - top;
    isFollowing = isAtEnd();
    button.hidden = isFollowing;
  }

  /** Shows an element, and stays there. */
  function goTo(element) {
    // scrollIntoView would also move what is around the scroller.
    scroller.scrollTop += element.getBoundingClientRect().top - scroller.getBoundingClientRect().top - MARGIN;
    isFollowing = isAtEnd();
    button.hidden = isFollowing;
  }

  return { follow, goTo, keep };
}
