// Sends what is in the outbox, in the order in which it was written. A message has the same id however often it is sent, and so has a new
// conversation. So the server has each once, whatever was lost on the way and however many tabs send it.

import * as api from './api.js';
import { isOffline } from './connection.js';
import { events } from './events.js';
import { Unreachable } from './http.js';
import { uuid } from './ids.js';
import { exclusively } from './lock.js';
import { drop, outbox, refuse, unsent } from './kept.js';
import { readTurn } from './read-turn.js';
import { SignedOut, user } from './session.js';
import { t } from './text.js';
import { titleFrom } from './titles.js';

const PATIENCE = 30_000;
const LONGEST_ANSWER = 300_000;
const PAUSE = 5000;

export class Delivery {
  #models;
  #running = null;
  #isWanted = false;
  #timer;
  // What the open conversation sends itself, and reads at the same time.
  #direct = new Set();

  constructor(models) {
    this.#models = models;
  }

  /** Whether others wait that were written before. */
  get isRunning() {
    return this.#running !== null;
  }

  /** Sends a message, whose conversation may be a new one, and answers with its stream. */
  async send({ id, owner, conversation, content, replaces, create }, signal) {
    if (owner !== user()?.id) throw new SignedOut();
    if (create) {
      const model_tag = create.model_tag ?? await this.#models.chosen();
      if (!model_tag) throw new Unreachable();
      const created = await api.createConversation({ ...create, id: conversation, model_tag }, signal);
      outbox.dispatchEvent(new CustomEvent('created', { detail: { ...created, temporary: create.temporary, isLocal: false } }));
    }

    try {
      return await api.sendMessage(conversation, { message: { id, content }, replaces }, signal);
    } catch (error) {
      // The model failed before its first word. The turn says the same, with the question as it is stored.
      if (error.status > 500) return api.stream(conversation, id, -1, signal).catch(() => { throw error; });
      throw error;
    }
  }

  /** Nothing else sends this message until `work` is done. */
  async alone(message, work) {
    this.#direct.add(message.id);
    try {
      return await work();
    } finally {
      this.#direct.delete(message.id);
    }
  }

  /** Sends all that waits, as far as the server can be reached. One tab does, the others look again after it. */
  async flush() {
    this.#isWanted = true;
    if (this.#running) return;
    clearTimeout(this.#timer);
    while (this.#isWanted) {
      this.#isWanted = false;
      this.#running = exclusively('samosachaat.delivery', () => this.#sendAll());
      // A server that cannot be reached is asked by connection.js.
      if (!await this.#running.catch(() => true) && !isOffline() && user()) this.#timer = setTimeout(() => this.flush(), PAUSE);
    }
    this.#running = null;
  }

  /** The server does not want it. The text of a message whose conversation is gone begins a new one, if its author says so. */
  refuse(message, error) {
    if (error.status !== 404) return refuse(message, error.message);
    const create = { title: titleFrom(message.content), model_tag: null, temporary: message.temporary };
    return refuse({ ...message, conversation: uuid(), replaces: undefined, create }, t('The conversation of this message no longer exists.'));
  }

  /** Returns false if nothing can be sent now. */
  async #sendAll() {
    while (true) {
      const message = (await unsent()).find(({ id, refusal }) => !refusal && !this.#direct.has(id));
      if (!message) return true;
      if (!await this.#sendOne(message)) return false;
    }
  }

  async #sendOne(message) {
    try {
      const response = await this.send(message, AbortSignal.timeout(PATIENCE));
      for await (const { data } of events(response)) {
        if (!data.message) continue;
        await drop({ ...message, sent_at: data.message.created_at }, 'sent');
        return true;
      }
    } catch (error) {
      const other = error.problem?.stream_url?.split('/').at(-2);
      if (other) return this.#waitFor(message.conversation, other);
      if (error.status < 500) {
        await this.refuse(message, error);
        return true;
      }
    }

    return false;
  }

  /** Another answer is still running in the conversation. */
  async #waitFor(conversation, turn) {
    try {
      for await (const event of readTurn({ conversation, turn, signal: AbortSignal.timeout(LONGEST_ANSWER) })) if (event.done) return true;
    } catch {
      // It has ended without us, or nothing can be read now.
    }
    return false;
  }
}
