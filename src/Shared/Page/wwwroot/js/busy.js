import { $ } from './dom.js';

/** What is going on in the open conversation: one thing at a time. */
export class Busy {
  #page;
  // { turn, abort, isRunning, hasBegun, isStopped }, without a turn while a conversation is opened or created. Null if nothing is going on.
  with = null;

  constructor({ composer, models }) {
    this.#page = { composer, models };
  }

  /** @param isRunning false while it is not known whether the turn still runs: until then nothing can be stopped */
  begin(turn = null, isRunning = false) {
    this.with = { turn, abort: new AbortController(), isRunning, hasBegun: false, isStopped: false };
    this.#show();
    return this.with;
  }

  /** The turn has sent something. */
  run(busy) {
    [busy.isRunning, busy.hasBegun] = [true, true];
    this.#show();
  }

  /** Nothing happens unless it is still going on. */
  end(busy) {
    if (this.with !== busy) return;
    this.with = null;
    this.#show();
  }

  /** Whatever it is, it goes on without us. */
  leave() {
    this.with?.abort.abort();
    this.end(this.with);
  }

  #show() {
    const isRunning = Boolean(this.with?.isRunning);
    this.#page.composer.show(this.with !== null, isRunning);
    // The path cannot be changed while a turn runs.
    $('messages').classList.toggle('running', isRunning);
    // Until it is known which conversation a choice of model would be for, none can be made.
    this.#page.models.hold(this.with !== null && !this.with.turn);
  }
}
