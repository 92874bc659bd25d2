// The actions on turns: begin one, have it run again, and end it.

import * as api from './api.js';
import { isOffline } from './connection.js';
import { Unreachable } from './http.js';
import { uuid } from './ids.js';
import { change, drop, outbox, write } from './kept.js';
import { notice } from './notice.js';
import { Waiting, waitText } from './reading.js';
import { user } from './session.js';

export class Turns {
  #page;
  #chat;
  #thread;
  #busy;
  #reading;
  // What was heard of messages while a conversation was loaded.
  #unheard = [];

  /** @param chat the open conversation: { id, create, temporary, open } */
  constructor({ page, chat, thread, busy, reading }) {
    [this.#page, this.#chat, this.#thread, this.#busy, this.#reading] = [page, chat, thread, busy, reading];
    for (const kind of ['sent', 'refused', 'gone']) outbox.addEventListener(kind, ({ detail }) => this.#hear(kind, detail));
  }

  send(content) {
    this.#send(this.#thread.add({ id: uuid(), content, create: this.#chat.create }));
  }

  /** Sends another version of a question. The old one is kept, with all that followed it. */
  edit(old, content) {
    if (!old.isStored) return this.#rewrite(old, content);
    if (this.#busy.with) return notice(waitText());
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

  /** Sends a question that was refused once more; with the model that is chosen now, if it begins the conversation. */
  async resend(turn) {
    const { value } = this.#page.models;
    turn.unsend(null);
    await change({ id: turn.id, refusal: null, create: turn.create && { ...turn.create, model_tag: value } });
    this.#page.delivery.flush();
  }

  /** Takes back a question that the server does not have. */
  discard(turn) {
    drop(this.#message(turn), 'gone');
  }

  /** Catches up once a conversation is loaded. */
  catchUp() {
    const news = this.#unheard.splice(0);
    // It was on its way from the outbox to the server, and was seen in neither.
    const isMissed = ([, { id, conversation }]) => conversation === this.#chat.id && !this.#thread.get(id);
    if (news.some((each) => each[0] === 'sent' && isMissed(each))) this.#chat.open(this.#chat.id);
    else for (const each of news) this.#hear(...each);
  }

  /** What is kept of a question until the server has it. */
  #message({ id, content, replaces, create }) {
    const { id: conversation, temporary } = this.#chat;
    return { id, content, replaces, create, owner: user()?.id, conversation, temporary };
  }

  /** Sends a message that the server does not have with another text, as another message. */
  async #rewrite(old, content) {
    await drop(this.#message(old));
    this.#send(this.#thread.replace(old, { id: uuid(), content, replaces: old.replaces, create: this.#chat.create }));
  }

  /** The same message with the same id, as often as it takes: the server has it once. It is sent at once unless others wait before it. */
  async #send(turn) {
    const [message, { delivery }] = [this.#message(turn), this.#page];
    this.#page.scroll.follow();
    const keeping = write(message);
    if ((isOffline() || delivery.isRunning || this.#busy.with) && await keeping) {
      turn.unsend(null);
      return delivery.flush();
    }

    const start = async (id, signal) => {
      const isKept = await keeping;
      try {
        return await delivery.send(message, signal);
      } catch (error) {
        throw isKept && (error instanceof Unreachable || error.status >= 500) ? new Waiting() : error;
      }
    };
    await delivery.alone(message, () => this.#reading.read(turn, { start, message }));
    if (!turn.isStored) delivery.flush();
  }

  #regenerate(turn, { leaves }) {
    this.#page.composer.focus();
    this.#reading.read(turn, { start: (id, signal) => api.regenerate(id, { message: turn.id, keep_following: !leaves }, signal), leaves });
  }

  /** News of a message from the outbox, by this tab or another one. */
  #hear(kind, message) {
    const turn = this.#thread.get(message.id);
    const busy = this.#busy.with;
    if (busy && !busy.turn) {
      this.#unheard.push([kind, message]);
    } else if (message.conversation !== this.#chat.id) {
      // It was sent to a conversation that is gone.
      if (turn && kind === 'refused') this.#page.onGone(this.#chat.id);
    } else if (turn && !turn.isStored && busy?.turn !== turn) {
      this.#change(kind, turn, message);
    }
  }

  #change(kind, turn, { refusal }) {
    if (kind === 'sent') return this.#reading.follow(turn);
    if (kind === 'refused') return turn.unsend(refusal);
    this.#thread.remove(turn);
    // The turns that an edit was to take off the path come back.
    if (turn.replaces) this.#chat.open(this.#chat.id);
    else if (this.#chat.create && this.#thread.isEmpty) this.#page.onDiscarded(this.#chat.id);
  }
}
