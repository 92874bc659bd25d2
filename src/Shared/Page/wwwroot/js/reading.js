import * as api from './api.js';
import { drop } from './kept.js';
import { announce, notice } from './notice.js';
import { follow } from './read-turn.js';
import * as running from './running.js';
import { SignedOut } from './session.js';
import { t } from './text.js';

export const busyText = () => t('Another answer is still running.');
export const waitText = () => t('Another answer is still running. Send your message after it ends.');

/** A message cannot be sent now. It is kept, and sent later. */
export class Waiting extends Error {}

/** Reads the turns of the open conversation, one that runs at a time, and does what follows from their ends. */
export class Reading {
  #page;
  #chat;
  #thread;
  #busy;
  #left = new AbortController();
  #explained = Promise.resolve();
  // Turns that have begun without us.
  #begun = [];

  /** @param chat the open conversation: { id, open, changed, explain, keep } */
  constructor({ page, chat, thread, busy }) {
    [this.#page, this.#chat, this.#thread, this.#busy] = [page, chat, thread, busy];
  }

  /** Reads the turn with this id, which ran when this browser last looked; else the last one, which may run as long as it has no answer. */
  goOn(id) {
    const { last } = this.#thread;
    const turn = this.#thread.get(id) ?? (last?.isUnanswered ? last : null);
    if (turn) this.read(turn);
  }

  /** Reads a turn that has begun, after the one that is being read. */
  follow(turn) {
    this.#begun.push(turn);
    this.#readNext();
  }

  #readNext() {
    if (!this.#busy.with && this.#begun.length) this.read(this.#begun.shift());
  }

  /** Finds out why a question in the middle has no answer. One after another: a browser has few connections. */
  explain(turn) {
    const { id: conversation } = this.#chat;
    const { signal } = this.#left;
    const read = () => signal.aborted || !turn.isUnanswered || follow(turn, { conversation, signal });
    this.#explained = this.#explained.then(read).catch((error) => signal.aborted || this.#fail(turn, error, {}));
  }

  /** The answer that is being written goes on without us. */
  leave() {
    this.#busy.leave();
    this.#left.abort();
    this.#left = new AbortController();
    this.#begun = [];
  }

  async cancel(turn) {
    try {
      await api.cancel(this.#chat.id, turn.id);
    } catch (error) {
      // 404: the conversation was deleted.
      if (error.status !== 404) notice(error.message);
    }
  }

  /**
   * @param how { start, message, leaves }: what begins the turn, if it is not there already, the message that it sends, and whether what
   * follows the turn leaves the path
   */
  async read(turn, how = {}) {
    if (this.#busy.with) return;
    const { start, message, leaves } = how;
    const { id } = this.#chat;
    const old = turn.answerId;
    const busy = this.#busy.begin(turn, Boolean(start));
    this.#thread.hideAfter(turn, Boolean(leaves));
    announce(t('Writing an answer.'));
    try {
      await follow(turn, {
        conversation: id,
        start: start && ((signal) => this.#start(id, signal, start)),
        signal: busy.abort.signal,
        onBegun: (question) => {
          running.began(id, turn.id);
          if (message) drop(message, 'sent');
          this.#chat.changed();
          this.#page.conversations.touch(id, question.created_at);
          this.#busy.run(busy);
          if (busy.isStopped) this.cancel(turn);
        },
        onEnd: (failure, reason) => {
          running.ended(id, reason);
          this.#chat.keep();
          announce(failure ?? turn.text);
        },
      });
    } catch (error) {
      if (this.#busy.with === busy) this.#fail(turn, error, how);
    } finally {
      if (this.#busy.with === busy) this.#settle(turn, old, how);
      this.#busy.end(busy);
      this.#readNext();
    }
  }

  async #start(id, signal, start) {
    // The model that was chosen before is the one that answers.
    await this.#page.models.settled(signal);
    return start(id, signal);
  }

  /** The turns that follow stay, unless they were to leave with the old answer, and that has left. */
  #settle(turn, old, { start, leaves }) {
    if (turn.answerId === old || turn === this.#thread.last) this.#thread.hideAfter(turn, false);
    else if (leaves) this.#thread.cutAfter(turn);
    // It is not known who began it, nor what becomes of the turns that follow.
    else if (!start) this.#chat.open(this.#chat.id);
  }

  /** The turn did not begin, or cannot be read to its end. */
  #fail(turn, error, how) {
    const other = error.problem?.stream_url?.split('/').at(-2);
    if (error instanceof Waiting) return turn.unsend(null);
    const isRefused = how.message && !turn.isStored && !(error instanceof SignedOut);
    if (isRefused && (other || turn.replaces)) drop(how.message);
    if (turn.replaces && !turn.isStored) {
      this.#giveBack(turn, other ? waitText() : error.message, other);
    } else if (other) {
      // Another tab or device is being answered here: that is shown, and what could not be sent waits in the box.
      if (!turn.isStored) this.#page.composer.giveBack(turn.content);
      notice(waitText());
      this.#chat.open(this.#chat.id, other);
    } else if (isRefused) {
      this.#page.delivery.refuse(how.message, error);
    } else if (error.status === 404 && !how.start) {
      turn.fail(t('There is no answer to this question.'));
    } else if (error.status === 404 || error instanceof SignedOut) {
      this.#chat.explain(error, this.#chat.id);
    } else {
      turn.fail(error.message, () => this.read(turn, how));
    }
  }

  /** Shows again the turns that an edit was to take off the path. The text can be sent again, unless the server has it after all. */
  async #giveBack(turn, reason, other) {
    await this.#chat.open(this.#chat.id, other);
    if (this.#thread.get(turn.id)) return;
    this.#thread.get(turn.replaces)?.edit(turn.content);
    notice(reason);
  }
}
