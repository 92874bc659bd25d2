/** What is going on in the open conversation: one thing at a time. */
export class Busy {
  #page;
  // { turn, abort, hasBegun, isStopped }, without a turn while a conversation is opened or created. Null if nothing is going on.
  with = null;

  constructor({ composer, models }) {
    this.#page = { composer, models };
  }

  begin(turn = null) {
    this.with = { turn, abort: new AbortController(), hasBegun: false, isStopped: false };
    this.#show();
    return this.with;
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
    this.#page.composer.setBusy(this.with !== null);
    // Until it is known which conversation a choice of model would be for, none can be made.
    this.#page.models.hold(this.with !== null && !this.with.turn);
  }
}
