import { $ } from './dom.js';
import { TurnView } from './turn-view.js';

/** The turns on the screen, from top to bottom. */
export class Thread {
  #turns = new Map();
  #again;

  /** @param again has a turn answered once more */
  constructor(again) {
    this.#again = again;
  }

  /** Shows a question, or the answer to the last one; gives the turn. */
  add(message) {
    if (message.role === 'assistant') {
      const last = [...this.#turns.values()].at(-1);
      last?.show(message);
      return last;
    }

    const turn = new TurnView(message, () => this.#again(turn));
    this.#turns.set(turn.id, turn);
    $('messages').append(turn.element);
    $('empty').hidden = true;
    return turn;
  }

  get(id) {
    return this.#turns.get(id);
  }

  clear({ isNew }) {
    this.#turns.clear();
    $('messages').replaceChildren();
    $('empty').hidden = !isNew;
  }
}
