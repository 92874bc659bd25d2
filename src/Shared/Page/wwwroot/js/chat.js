// The open conversation: what is asked of the server for it, and what becomes of that.

import { Busy } from './busy.js';
import { $ } from './dom.js';
import { keepDraft } from './drafts.js';
import { later } from './http.js';
import { begin, keep } from './kept.js';
import { Loading } from './loading.js';
import { notice } from './notice.js';
import { Reading } from './reading.js';
import { SignedOut } from './session.js';
import { t } from './text.js';
import { Thread } from './thread.js';
import { titleFrom } from './titles.js';
import { Turns } from './turns.js';

export class Chat {
  #page;
  #thread;
  #busy;
  #reading;
  #loading;
  #turns;
  // Null for a new one: it is not on the server before its first message.
  #conversation = null;
  #etag = null;

  /** @param page { conversations, models, composer, scroll, delivery, onCreated, onGone, onDiscarded } */
  constructor(page) {
    this.#page = page;
    this.#busy = new Busy(page);
    this.#thread = new Thread({
      again: (turn) => this.#turns.again(turn),
      retry: (turn) => this.#turns.retry(turn),
      edit: (turn, content) => this.#turns.edit(turn, content),
      explain: (turn) => this.#reading.explain(turn),
      select: (version, pager, by) => this.#loading.select(version, pager, by),
      resend: (turn) => this.#turns.resend(turn),
      discard: (turn) => this.#turns.discard(turn),
    }, page.scroll);
    $('temporary').addEventListener('change', () => this.show(null));
    const parts = { page, chat: this, thread: this.#thread, busy: this.#busy };
    this.#reading = new Reading(parts);
    this.#turns = new Turns({ ...parts, reading: this.#reading });
    this.#loading = new Loading({ ...parts, reading: this.#reading, turns: this.#turns });
  }

  get id() {
    return this.#conversation?.id ?? null;
  }

  /** Of the open conversation; undefined for a new one. */
  get model() {
    return this.#conversation?.model_tag;
  }

  /** { title, model_tag, temporary } if the server does not have the conversation yet. */
  get create() {
    const { isLocal, title, model_tag, temporary } = this.#conversation ?? {};
    return isLocal ? { title, model_tag, temporary } : undefined;
  }

  /** True if it is in no list; a new one, if it is to be. */
  get temporary() {
    return this.#conversation ? this.#conversation.temporary : $('temporary').checked;
  }

  /** The tag of the state that is shown; null when it is not known. */
  get etag() {
    return this.#etag;
  }

  /** Shows a conversation, or the beginning of a new one without an id, and goes on reading what is being written in it. */
  async open(id, turnToRead) {
    this.#reading.leave();
    this.#loading.leave();
    this.#thread.clear({ isNew: !id });
    $('temporary').checked = false;
    this.show(null);
    if (id) await this.#loading.open(id, turnToRead);
  }

  /** The server is back. */
  refresh() {
    return this.#loading.refresh();
  }

  /** Keeps what is shown, for when the server is away. A temporary one leaves nothing here. */
  keep() {
    if (this.#conversation && !this.create && !this.temporary) keep(this.#conversation, this.#thread.messages);
  }

  /** Shows a message that was found, if there is one. */
  async goTo(message) {
    if (!message) return;
    const { showFound } = await later('./found.js');
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
    if (conversation.id === this.id) this.show(conversation);
  }

  /** The conversation is no longer what it was when it was read. */
  changed() {
    this.#etag = null;
  }

  explain(error, id) {
    if (id && error.status === 404) this.#page.onGone(id);
    else if (!(error instanceof SignedOut)) notice(error.message);
  }

  /** @param etag the tag of this state; null if it is not known */
  show(conversation, etag = null) {
    // A response to a change does not tell all.
    this.#conversation = conversation?.id === this.id ? { ...this.#conversation, ...conversation } : conversation;
    this.#etag = etag;
    const { temporary } = this;
    const title = temporary ? t('Temporary chat') : conversation?.title;
    $('title').textContent = title ?? t('New chat');
    document.title = title ? `${title} · samosaChaat` : 'samosaChaat';
    if (conversation) this.#page.models.show(conversation.model_tag);
    $('rule').hidden = !temporary;
    if (temporary) later('./temporary.js').then(({ explain }) => explain(this, this.#page)).catch((error) => this.explain(error));
  }

  /** Begins a conversation. The server has it with its first message. */
  async #create(content) {
    const busy = this.#busy.begin();
    const { temporary } = this;
    try {
      const begun = begin({ title: titleFrom(content), model_tag: await this.#page.models.chosen(), temporary });
      if (this.#busy.with === busy) {
        if (!temporary) this.#page.conversations.put(begun);
        this.show(begun);
        this.#page.onCreated(begun);
        return true;
      }
      keepDraft(null, content);
    } catch (error) {
      this.#page.composer.giveBack(content);
      this.explain(error, null);
    } finally {
      this.#busy.end(busy);
    }
    return false;
  }
}
