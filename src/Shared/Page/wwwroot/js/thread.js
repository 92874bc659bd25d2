import { $ } from './dom.js';
import { TurnView } from './turn-view.js';

// A long conversation is drawn from its end, so many turns at a time.
const PORTION = 30;

/** The turns of the open conversation, from top to bottom. The earliest ones are drawn when somebody wants to see them. */
export class Thread {
  #views = new Map();
  #earlier = [];
  #does;
  #scroll;
  #watch;

  /** @param does what can be done with a turn, and `explain`, which says why one in the middle has no answer */
  constructor(does, scroll) {
    [this.#does, this.#scroll] = [does, scroll];
    $('earlier').addEventListener('click', () => this.#showEarlier());
    // Scrolling up is enough.
    this.#watch = new IntersectionObserver(([entry]) => entry.isIntersecting && this.#showEarlier(), { root: $('scroller'), rootMargin: '400px 0px' });
  }

  /** Shows these messages. Turns that are on the screen already stay where they are, and so do those that the server does not have. */
  show(messages) {
    const turns = turnsOf(messages);
    const before = this.#views;
    // Turns that are drawn stay drawn, whichever version the path goes through.
    const first = Math.max(0, Math.min(turns.length - PORTION, before.size ? this.#earlier.length : turns.length));
    this.#earlier = turns.slice(0, first);
    const drawn = viewsBy(turns.slice(first).map((turn) => this.#draw(turn, before.get(turn.question.id))));
    this.#views = new Map([...drawn, ...[...before].filter(([id, { isStored }]) => !isStored && !drawn.has(id))]);
    for (const view of before.values()) if (!this.#views.has(view.id)) view.element.remove();
    arrange(this.#views.values());
    $('empty').hidden = turns.length > 0;
    this.#offerEarlier();
    this.#explain(this.#views.values());
  }

  /** Shows a new question at the end. */
  add(question) {
    const turn = new TurnView(question, this.#does);
    this.#views.set(turn.id, turn);
    $('messages').append(turn.element);
    $('empty').hidden = true;
    return turn;
  }

  /** Shows the messages that the server does not have, each in its place. */
  addUnsent(messages) {
    for (const message of messages.filter(({ id }) => !this.get(id))) {
      const old = this.get(message.replaces);
      (old ? this.replace(old, message) : this.add(message)).unsend(message.refusal);
    }
  }

  /** Shows another version of a question in its place. The turns that followed leave the screen. */
  replace(turn, question) {
    if (turn.isStored) this.cutAfter(turn);
    this.remove(turn);
    return this.add(question);
  }

  cutAfter(turn) {
    for (const view of this.#after(turn)) this.remove(view);
  }

  /** Hides the turns that follow a turn, or shows them again. */
  hideAfter(turn, hidden) {
    for (const { element } of this.#after(turn)) element.hidden = hidden;
  }

  get(id) {
    if (this.#earlier.some(({ question }) => question.id === id)) while (!this.#views.has(id)) this.#showEarlier();
    return this.#views.get(id);
  }

  /** The turn with this question or answer; undefined if it is not on the path. */
  find(id) {
    const earlier = this.#earlier.find(({ question, answer }) => question.id === id || answer?.id === id);
    return earlier ? this.get(earlier.question.id) : [...this.#views.values()].find((view) => view.id === id || view.answerId === id);
  }

  /** The last turn that the server has; undefined if there is none. */
  get last() {
    return [...this.#views.values()].findLast(({ isStored }) => isStored);
  }

  get isEmpty() { return this.#views.size === 0; }

  /** All messages that the server has, as they were when they were shown. */
  get messages() {
    return [...this.#earlier, ...[...this.#views.values()].filter(({ isStored }) => isStored).map((view) => view.stored)]
      .flatMap(({ question, answer }) => (answer ? [question, answer] : [question]));
  }

  clear({ isNew }) {
    this.#views.clear();
    this.#earlier = [];
    $('messages').replaceChildren();
    $('empty').hidden = !isNew;
    this.#offerEarlier();
  }

  #draw(turn, view = new TurnView(turn.question, this.#does)) {
    view.element.hidden = false;
    view.show(turn);
    return view;
  }

  #showEarlier() {
    if (this.#earlier.length === 0) return;
    const [top] = this.#views.values();
    const drawn = viewsBy(this.#earlier.splice(-PORTION).map((turn) => this.#draw(turn)));
    this.#views = new Map([...drawn, ...this.#views]);
    this.#scroll.keep(top.element, () => {
      $('messages').prepend(...[...drawn.values()].map(({ element }) => element));
      this.#offerEarlier();
    });
    this.#explain(drawn.values());
  }

  #offerEarlier() {
    const button = $('earlier');
    if (this.#earlier.length === 0 && document.activeElement === button) $('scroller').focus({ preventScroll: true });
    button.hidden = this.#earlier.length === 0;
    // It tells only of changes. So it is to look anew whether the button is still near.
    this.#watch.disconnect();
    if (!button.hidden) this.#watch.observe(button);
  }

  /** The last turn may still run, so it is read like any other that does. */
  #explain(views) {
    for (const view of views) if (view.isStored && view.isUnanswered && view !== this.last) this.#does.explain(view);
  }

  #after(turn) {
    const views = [...this.#views.values()];
    return views.slice(views.indexOf(turn) + 1).filter(({ isStored }) => isStored);
  }

  /** Takes a turn off the screen. */
  remove(view) {
    view.element.remove();
    this.#views.delete(view.id);
  }
}

const viewsBy = (views) => new Map(views.map((view) => [view.id, view]));

/** Each answer with its question. */
function turnsOf(messages) {
  const turns = [];
  for (const message of messages) {
    if (message.role === 'user') turns.push({ question: message });
    else turns.at(-1).answer = message;
  }
  return turns;
}

/** Puts turns in their order. One that is in its place is not moved, so that it keeps its focus. */
function arrange(views) {
  let last = null;
  for (const { element } of views) {
    if (!element.isConnected || element.previousElementSibling !== last) {
      if (last) last.after(element);
      else $('messages').prepend(element);
    }
    last = element;
  }
}
