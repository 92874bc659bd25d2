import * as api from './api.js';
import { lost } from './connection.js';
import { $ } from './dom.js';
import { Unreachable } from './http.js';
import { begunBy, forget, kept, unsentIn } from './kept.js';
import { notice } from './notice.js';
import { busyText } from './reading.js';
import * as running from './running.js';
import { t } from './text.js';
import { arriveAt, pagerOf } from './versions.js';

/** Shows what the server has of a conversation, or what this browser has kept of it. */
export class Loading {
  #page;
  #chat;
  #thread;
  #busy;
  #reading;
  #turns;
  // The id of the conversation that is wanted, while the server cannot be asked for it.
  #stale = null;

  /** @param chat the open conversation: { id, etag, open, show, keep, explain } */
  constructor({ page, chat, thread, busy, reading, turns }) {
    [this.#page, this.#chat, this.#thread, this.#busy, this.#reading, this.#turns] = [page, chat, thread, busy, reading, turns];
  }

  /** Nothing is shown any more. */
  leave() {
    this.#stale = null;
    $('absent').hidden = true;
  }

  /** Shows a conversation, and goes on reading what is being written in it. */
  async open(id, turnToRead) {
    await this.#load(id, async () => {
      const { conversation, etag, messages, unsent, isCopy } = await find(id);
      return () => {
        this.#stale = isCopy ? id : null;
        this.#chat.show(conversation, etag);
        this.#thread.show(messages);
        this.#thread.addUnsent(unsent);
        this.#page.scroll.follow();
        if (!isCopy) this.#chat.keep();
        if (!conversation) [$('absent').hidden, $('empty').hidden] = [false, true];
        return turnToRead ?? running.turnIn(id);
      };
    });
    // Nothing can be sent to a conversation that is not there.
    if (this.#stale === id && !this.#chat.id) this.#busy.begin();
  }

  /** The server is back. */
  async refresh() {
    if (this.#stale) await this.#chat.open(this.#stale);
  }

  /** Has the path go through a version. `pager` led to it, and the one of the version will be where it is. */
  async select(version, pager, by) {
    if (this.#busy.with) return;
    const { id, etag } = this.#chat;
    await this.#load(id, async () => {
      const selected = await api.selectVersion(id, version, etag);
      const messages = await api.messages(id);
      return () => {
        this.#page.conversations.touch(id, selected.conversation.updated_at);
        this.#chat.show(selected.conversation, selected.etag);
        this.#page.scroll.keep(pager, () => {
          this.#thread.show(messages);
          return pagerOf(version);
        });
        this.#chat.keep();
        arriveAt(version, by);
      };
    });
  }

  /** Fetches, and shows what was fetched unless another conversation is open by then. */
  async #load(id, fetch) {
    const busy = this.#busy.begin();
    try {
      const show = await fetch();
      if (this.#busy.with !== busy) return;
      const turn = show();
      this.#busy.end(busy);
      if (!this.#stale) this.#reading.goOn(turn);
      this.#turns.catchUp();
    } catch (error) {
      const isOpen = this.#busy.with === busy;
      this.#busy.end(busy);
      if (isOpen) this.#failToLoad(id, error);
    }
  }

  #failToLoad(id, error) {
    // Another tab or device was faster.
    const reason = { 409: busyText(), 412: t('This conversation has changed elsewhere. This is how it is now.') }[error.status];
    if (!reason) return this.#chat.explain(error, id);
    this.#chat.open(id);
    notice(reason);
  }
}

/**
 * A conversation, its messages, and those that are not sent yet. While the server cannot be reached, it is a copy as this browser has last
 * seen it; its conversation is undefined if there is none.
 */
async function find(id) {
  const waiting = unsentIn(id);
  try {
    const [tagged, messages] = await Promise.all([api.conversation(id), api.messages(id)]);
    return { ...tagged, messages, unsent: await waiting };
  } catch (error) {
    const isAway = error instanceof Unreachable;
    if (isAway) lost();
    else if (error.status === 404) await forget(id);
    else throw error;

    const [unsent, copy] = [await waiting, isAway ? await kept(id) : null];
    const conversation = copy?.conversation ?? unsent.map(begunBy).find(Boolean);
    if (!isAway && !conversation) throw error;
    return { conversation, messages: copy?.messages ?? [], unsent, isCopy: isAway };
  }
}
