// The actions on turns: begin one, have it run again, and end it.

import * as api from './api.js';
import { uuid } from './ids.js';
import { notice } from './notice.js';
import { WAIT } from './reading.js';

export class Turns {
  #page;
  #thread;
  #busy;
  #reading;

  constructor({ page, thread, busy, reading }) {
    [this.#page, this.#thread, this.#busy, this.#reading] = [page, thread, busy, reading];
  }

  send(content) {
    this.#send(this.#thread.add({ id: uuid(), content }));
  }

  /** Sends another version of a question. The old one is kept, with all that followed it. */
  edit(old, content) {
    if (this.#busy.with) return notice(WAIT);
    const id = uuid();
    const turn = this.#thread.replace(old, { id, content, replaces: old.id, versions: [...old.versions, id] });
    this.#page.composer.focus();
    this.#send(turn);
  }

  /** Has a question answered once more. The turns that followed the old answer leave the path with it. */
  again(turn) {
    this.#page.scroll.follow();
    this.#regenerate(turn, { leaves: true });
  }

  /** Has a turn that failed run again, in its place. */
  retry(turn) {
    this.#regenerate(turn, { leaves: false });
  }

  /** Ends the answer that is being written, as soon as it has begun. The text so far is kept. */
  stop() {
    const busy = this.#busy.with;
    if (!busy?.isRunning) return;
    busy.isStopped = true;
    if (busy.hasBegun) this.#reading.cancel(busy.turn);
  }

  /** The same message with the same id, as often as it takes: the server has it once. */
  #send(turn) {
    const message = { id: turn.id, content: turn.content };
    this.#page.scroll.follow();
    this.#reading.read(turn, { start: (id, signal) => api.sendMessage(id, { message, replaces: turn.replaces }, signal) });
  }

  #regenerate(turn, { leaves }) {
    this.#page.composer.focus();
    this.#reading.read(turn, { start: (id, signal) => api.regenerate(id, { message: turn.id, keep_following: !leaves }, signal), leaves });
  }
}
