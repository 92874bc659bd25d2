// The open conversation: what is asked of the server for it, and what becomes of that.

import * as api from './api.js';
import { Busy } from './busy.js';
import { $ } from './dom.js';
import { showFound } from './found.js';
import { notice } from './notice.js';
import { persist } from './persist.js';
import { Reading, RUNNING } from './reading.js';
import * as running from './running.js';
import { SignedOut } from './session.js';
import { Thread } from './thread.js';
import { titleFrom } from './titles.js';
import { Turns } from './turns.js';
import { arriveAt, pagerOf } from './versions.js';

export class Chat {
  #page;
  #thread;
  #busy;
  #reading;
  #turns;
  // Null for a new one: it is not on the server before its first message.
  #conversation = null;
  // The tag of the state that is shown; null when it is not known.
  #etag = null;

  /** @param page { conversations, models, composer, scroll, onCreated, onGone } */
  constructor(page) {
    this.#page = page;
    this.#busy = new Busy(page);
    this.#thread = new Thread({
      again: (turn) => this.#turns.again(turn),
      retry: (turn) => this.#turns.retry(turn),
      edit: (turn, content) => this.#turns.edit(turn, content),
      explain: (turn) => this.#reading.explain(turn),
      select: (version, pager, by) => this.#select(version, pager, by),
    }, page.scroll);
    const parts = { page, chat: this, thread: this.#thread, busy: this.#busy };
    this.#reading = new Reading(parts);
    this.#turns = new Turns({ ...parts, reading: this.#reading });
  }

  get id() {
    return this.#conversation?.id ?? null;
  }

  /** Of the open conversation; undefined for a new one. */
  get model() {
    return this.#conversation?.model_tag;
  }

  /** Shows a conversation, or the beginning of a new one without an id, and goes on reading what is being written in it. */
  async open(id, turnToRead) {
    this.#reading.leave();
    this.#thread.clear({ isNew: !id });
    this.#show(null);
    if (!id) return;

    await this.#load(id, async () => {
      const [{ conversation, etag }, messages] = await persist(() => Promise.all([api.conversation(id), api.messages(id)]));
      return () => {
        this.#show(conversation, etag);
        this.#thread.show(messages);
        this.#page.scroll.follow();
        return turnToRead ?? running.turnIn(id);
      };
    });
  }

  /** Shows a message that was found. */
  goTo(message) {
    showFound(this.#thread.find(message)?.element, message, this.#page.scroll);
  }

  async send(content) {
    if (this.#busy.with || (!this.#conversation && !await this.#create(content))) return;
    this.#turns.send(content);
  }

  stop() {
    this.#turns.stop();
  }

  /** The open conversation has another title or model. */
  update(conversation) {
    if (conversation.id === this.id) this.#show(conversation);
  }

  /** The conversation is no longer what it was when it was read. */
  changed() {
    this.#etag = null;
  }

  explain(error, id) {
    if (id && error.status === 404) this.#page.onGone(id);
    else if (!(error instanceof SignedOut)) notice(error.message);
  }

  /** Has the path go through a version. `pager` led to it, and the one of the version will be where it is. */
  async #select(version, pager, by) {
    if (this.#busy.with) return;
    const { id } = this;
    const etag = this.#etag;
    await this.#load(id, async () => {
      const selected = await api.selectVersion(id, version, etag);
      const messages = await api.messages(id);
      return () => {
        this.#page.conversations.touch(id, selected.conversation.updated_at);
        this.#show(selected.conversation, selected.etag);
        this.#page.scroll.keep(pager, () => {
          this.#thread.show(messages);
          return pagerOf(version);
        });
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
      this.#reading.goOn(turn);
    } catch (error) {
      const isOpen = this.#busy.with === busy;
      this.#busy.end(busy);
      if (isOpen) this.#failToLoad(id, error);
    }
  }

  #failToLoad(id, error) {
    // Another tab or device was faster.
    const reason = { 409: RUNNING, 412: 'This conversation has changed elsewhere. This is how it is now.' }[error.status];
    if (!reason) return this.explain(error, id);
    this.open(id);
    notice(reason);
  }

  async #create(content) {
    const busy = this.#busy.begin();
    try {
      const created = await api.createConversation(titleFrom(content), await this.#page.models.chosen());
      this.#page.conversations.put(created);
      if (this.#busy.with !== busy) return false;
      this.#show(created);
      this.#page.onCreated(created);
      return true;
    } catch (error) {
      this.#page.composer.giveBack(content);
      this.explain(error, null);
      return false;
    } finally {
      this.#busy.end(busy);
    }
  }

  #show(conversation, etag = null) {
    this.#conversation = conversation;
    this.#etag = etag;
    $('title').textContent = conversation?.title ?? 'New chat';
    document.title = conversation ? `${conversation.title} · samosaChaat` : 'samosaChaat';
    if (conversation) this.#page.models.show(conversation.model_tag);
  }
}
