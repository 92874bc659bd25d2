// The open conversation: what is asked of the server for it, and what becomes of that on the screen.

import { announce } from './announce.js';
import * as api from './api.js';
import { $ } from './dom.js';
import { ApiError } from './http.js';
import { uuid } from './ids.js';
import { notice } from './notice.js';
import { persist } from './persist.js';
import { readTurn } from './read-turn.js';
import * as running from './running.js';
import { SignedOut } from './session.js';
import { titleFrom } from './titles.js';
import { TurnView } from './turn-view.js';

export class Chat {
  #page;
  // Null for a new one: it is not on the server before its first message.
  #conversation = null;
  #turns = new Map();
  // What is going on: { turn, abort }, without a turn while a conversation is opened. Null if nothing is.
  #busy = null;

  /** @param page { conversations, models, composer, scroll, onCreated, onGone } */
  constructor(page) {
    this.#page = page;
  }

  get id() {
    return this.#conversation?.id ?? null;
  }

  /** Shows a conversation, or the beginning of a new one, and goes on reading what is being written in it. */
  async open(id, turnToRead) {
    this.close();
    if (!id) return;

    const busy = this.#begin();
    $('empty').hidden = true;
    try {
      const [conversation, messages] = await persist(() => Promise.all([api.conversation(id), api.messages(id)]));
      if (this.#busy !== busy) return;
      this.#show(conversation);
      for (const message of messages) this.#add(message);
      $('empty').hidden = messages.length > 0;
      this.#page.scroll.follow();
      this.#end(busy);
      const last = messages.at(-1);
      const turn = this.#turns.get(turnToRead ?? running.turnIn(id) ?? (last?.role === 'user' ? last.id : null));
      if (turn) this.#read(turn);
    } catch (error) {
      if (this.#busy === busy) this.#explain(error, id);
      this.#end(busy);
    }
  }

  /** Shows the beginning of a new conversation. What is being written in the old one goes on without us. */
  close() {
    this.#busy?.abort.abort();
    this.#end(this.#busy);
    this.#turns.clear();
    $('messages').replaceChildren();
    $('empty').hidden = false;
    this.#show(null);
  }

  async send(content) {
    if (!this.#conversation && !await this.#create(content)) return;
    const turn = this.#add({ id: uuid(), role: 'user', content });
    $('empty').hidden = true;
    this.#page.scroll.follow();
    this.#resend(turn);
  }

  /** Ends the answer that is being written; what there is of it is kept. */
  async stop() {
    if (!this.#busy?.turn) return;
    try {
      await api.cancel(this.id, this.#busy.turn.id);
    } catch (error) {
      // 404: it has not begun.
      if (error.status !== 404) notice(error.message);
    }
  }

  /** The open conversation has another title or model. */
  update(conversation) {
    if (conversation.id === this.id) this.#show(conversation);
  }

  async #create(content) {
    const busy = this.#begin();
    try {
      const created = await api.createConversation(titleFrom(content), this.#page.models.value);
      if (this.#busy !== busy) return false;
      this.#show(created);
      this.#page.onCreated(created);
      return true;
    } catch (error) {
      this.#page.composer.giveBack(content);
      notice(error.message);
      return false;
    } finally {
      this.#end(busy);
    }
  }

  #show(conversation) {
    this.#conversation = conversation;
    $('title').textContent = conversation?.title ?? 'New chat';
    document.title = conversation ? `${conversation.title} · samosaChaat` : 'samosaChaat';
    if (conversation) this.#page.models.show(conversation.model_tag);
  }

  #add(message) {
    if (message.role === 'assistant') return [...this.#turns.values()].at(-1)?.show(message);
    const turn = new TurnView(message, () => this.#regenerate(turn));
    turn.isStored = 'created_at' in message;
    this.#turns.set(turn.id, turn);
    $('messages').append(turn.element);
    return turn;
  }

  /** The same message with the same id, as often as it takes: the server has it once. */
  #resend(turn) {
    this.#read(turn, (signal) => api.sendMessage(this.id, { id: turn.id, content: turn.content }, signal));
  }

  #regenerate(turn) {
    this.#read(turn, (signal) => api.regenerate(this.id, turn.id, signal));
  }

  /** Reads a turn to its end. `start` begins it; without that it has begun already. */
  async #read(turn, start) {
    if (this.#busy) return;
    const busy = this.#begin(turn);
    const { id } = this;
    let failure = null;
    turn.begin();
    announce('Writing an answer.');
    try {
      for await (const event of readTurn({ conversation: id, turn: turn.id, start, signal: busy.abort.signal })) {
        if (event.error) failure = new ApiError(event.error).message;
        else if (event.done) this.#finish(turn, event, failure);
        else if (event.message) this.#begun(turn, event.message);
        else turn.take(event);
      }
    } catch (error) {
      if (this.#busy === busy) this.#fail(turn, error, start);
    } finally {
      this.#end(busy);
    }
  }

  #begun(turn, message) {
    turn.isStored = true;
    running.began(this.id, turn.id);
    this.#page.conversations.touch(this.id, message.created_at);
  }

  #finish(turn, event, failure) {
    running.ended(this.id);
    // One that was stopped is not run again by being sent again.
    turn.end(event, failure, () => (event.finish_reason === 'cancelled' ? this.#regenerate(turn) : this.#resend(turn)));
    announce(failure ?? turn.text);
  }

  /** Without an end: the turn did not begin, or cannot be read. */
  #fail(turn, error, start) {
    const other = error.problem?.stream_url?.split('/').at(-2);
    if (other) this.#giveWay(turn, other);
    else if (error.status === 404 && !start) turn.giveUp();
    else if (error.status === 404 || error instanceof SignedOut) this.#explain(error, this.id);
    else turn.fail(error.message, () => this.#read(turn, start));
  }

  /** Another tab or device is being answered here: that is shown, and what could not be sent waits in the box. */
  #giveWay(turn, other) {
    if (!turn.isStored) this.#page.composer.giveBack(turn.content);
    notice('Another answer is being written here. Your message can be sent after it.');
    this.open(this.id, other);
  }

  #explain(error, id) {
    if (error.status === 404) this.#page.onGone(id);
    else if (!(error instanceof SignedOut)) notice(error.message);
  }

  #begin(turn = null) {
    this.#page.composer.setBusy(true);
    return this.#busy = { turn, abort: new AbortController() };
  }

  #end(busy) {
    if (this.#busy !== busy) return;
    this.#busy = null;
    this.#page.composer.setBusy(false);
  }
}
