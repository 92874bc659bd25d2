import { h } from './dom.js';
import { Answer, question } from './messages.js';

/** A question on the screen, and the answer to it as it stands or is being written. */
export class TurnView {
  /** Whether the server has the question. */
  isStored = false;

  #again;
  #answer = null;
  // While there is a new one in the making: the old one stands until that is stored.
  #before = null;

  /** @param again has the question answered once more */
  constructor({ id, content }, again) {
    this.id = id;
    this.content = content;
    this.#again = again;
    this.element = h('section', { class: 'turn' }, question(content));
  }

  get text() {
    return this.#answer?.text ?? '';
  }

  /** The stored answer, as it is found when a conversation is opened. */
  show(message) {
    this.#put(new Answer()).finish(message, 'stop', this.#again);
  }

  begin() {
    this.#before = this.#answer;
    this.#put(new Answer()).begin();
  }

  /** Takes an event of the turn other than its end. */
  take(event) {
    if ('token' in event) this.#answer.append(event.token);
    else if ('reasoning' in event) this.#answer.think(event.reasoning);
    else if (event.restart) this.#answer.clear();
    else if (event.lost) this.#answer.note('The connection is lost. Trying again…');
  }

  /** It has ended: `message` is the answer that stands now, if there is one, `failure` why it is not as it should be, `retry` what can be done about it. */
  end({ message, finish_reason }, failure, retry) {
    if (message && message.id === this.#before?.message?.id) this.#put(this.#before);
    else if (message) this.#answer.finish(message, finish_reason, this.#again);
    if (failure || !message) this.#answer.fail(failure ?? WITHOUT_ANSWER[finish_reason] ?? WITHOUT_ANSWER.error, retry);
    this.#before = null;
  }

  /** It could not be begun or read on; an old answer stands. */
  fail(text, retry) {
    if (this.#before) this.#put(this.#before);
    this.#before = null;
    this.#answer.fail(text, retry);
  }

  /** There was nothing to read. */
  giveUp() {
    if (this.#before) this.#put(this.#before);
    else this.#answer.element.remove();
    this.#before = null;
  }

  #put(answer) {
    if (this.#answer) this.#answer.element.replaceWith(answer.element);
    else this.element.append(answer.element);
    return this.#answer = answer;
  }
}

const WITHOUT_ANSWER = {
  cancelled: 'Stopped before anything was written.',
  interrupted: 'The server stopped before anything was written.',
  error: 'The model gave no answer.',
};
