// The open conversation: what is asked of the server for it, and what becomes of that.

import * as api from './api.js';
import { Busy } from './busy.js';
import { $ } from './dom.js';
import { follow } from './follow.js';
import { uuid } from './ids.js';
import { notice } from './notice.js';
import { persist } from './persist.js';
import * as running from './running.js';
import { SignedOut } from './session.js';
import { Thread } from './thread.js';
import { titleFrom } from './titles.js';

export class Chat {
  #page;
  #thread = new Thread((turn) => this.#regenerate(turn));
  // Null for a new one: it is not on the server before its first message.
  #conversation = null;
  #busy;

  /** @param page { conversations, models, composer, scroll, onCreated, onGone } */
  constructor(page) {
    this.#page = page;
    this.#busy = new Busy(page);
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
    // What is being written in the old one goes on without us.
    this.#busy.leave();
    this.#thread.clear({ isNew: !id });
    this.#show(null);
    if (!id) return;

    const busy = this.#busy.begin();
    try {
      const [conversation, messages] = await persist(() => Promise.all([api.conversation(id), api.messages(id)]));
      if (this.#busy.with !== busy) return;
      this.#thread.clear({ isNew: true });
      this.#show(conversation);
      for (const message of messages) this.#thread.add(message);
      this.#page.scroll.follow();
      this.#busy.end(busy);
      const last = messages.at(-1);
      const turn = this.#thread.get(turnToRead ?? running.turnIn(id) ?? (last?.role === 'user' ? last.id : null));
      if (turn) this.#read(turn);
    } catch (error) {
      if (this.#busy.with === busy) this.#explain(error, id);
      this.#busy.end(busy);
    }
  }

  async send(content) {
    if (this.#busy.with || (!this.#conversation && !await this.#create(content))) return;
    const turn = this.#thread.add({ id: uuid(), role: 'user', content });
    this.#page.scroll.follow();
    this.#resend(turn);
  }

  /** Ends the answer that is being written, as soon as it has begun. What there is of it is kept. */
  stop() {
    const busy = this.#busy.with;
    if (!busy?.turn) return;
    busy.isStopped = true;
    if (busy.hasBegun) this.#cancel(busy.turn);
  }

  /** The open conversation has another title or model. */
  update(conversation) {
    if (conversation.id === this.id) this.#show(conversation);
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
      this.#explain(error, null);
      return false;
    } finally {
      this.#busy.end(busy);
    }
  }

  #show(conversation) {
    this.#conversation = conversation;
    $('title').textContent = conversation?.title ?? 'New chat';
    document.title = conversation ? `${conversation.title} · samosaChaat` : 'samosaChaat';
    if (conversation) this.#page.models.show(conversation.model_tag);
  }

  /** The same message with the same id, as often as it takes: the server has it once. */
  #resend(turn) {
    this.#read(turn, (id, signal) => api.sendMessage(id, { id: turn.id, content: turn.content }, signal));
  }

  #regenerate(turn) {
    this.#read(turn, (id, signal) => api.regenerate(id, turn.id, signal));
  }

  #cancel(turn) {
    // 404: the conversation was deleted.
    api.cancel(this.id, turn.id).catch((error) => error.status === 404 || notice(error.message));
  }

  async #read(turn, start) {
    if (this.#busy.with) return;
    const busy = this.#busy.begin(turn);
    const { id } = this;
    try {
      await follow(turn, {
        conversation: id,
        // The model that was chosen before is the one that answers.
        start: start && ((signal) => this.#page.models.settled(signal).then(() => start(id, signal))),
        signal: busy.abort.signal,
        onBegun: (question) => {
          busy.hasBegun = true;
          this.#page.conversations.touch(id, question.created_at);
          if (busy.isStopped) this.#cancel(turn);
        },
        // One that was stopped is not run again by being sent again.
        retry: (reason) => (reason === 'cancelled' ? this.#regenerate(turn) : this.#resend(turn)),
      });
    } catch (error) {
      if (this.#busy.with === busy) this.#fail(turn, error, start);
    } finally {
      this.#busy.end(busy);
    }
  }

  /** The turn did not begin, or cannot be read to its end. */
  #fail(turn, error, start) {
    const other = error.problem?.stream_url?.split('/').at(-2);
    if (other) {
      // Another tab or device is being answered here: that is shown, and what could not be sent waits in the box.
      if (!turn.isStored) this.#page.composer.giveBack(turn.content);
      notice('Another answer is still running. Send your message after it ends.');
      this.open(this.id, other);
    } else if (error.status === 404 && !start) {
      turn.giveUp();
    } else if (error.status === 404 || error instanceof SignedOut) {
      this.#explain(error, this.id);
    } else {
      turn.fail(error.message, () => this.#read(turn, start));
    }
  }

  #explain(error, id) {
    if (id && error.status === 404) this.#page.onGone(id);
    else if (!(error instanceof SignedOut)) notice(error.message);
  }
}
