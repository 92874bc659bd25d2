import { Answer } from './answer.js';
import { h } from './dom.js';
import { failureOf } from './endings.js';
import { Question } from './question.js';

/** A question on the screen, and the answer to it as it stands or is being written. */
export class TurnView {
  /** Whether the server has the question. */
  isStored = false;

  #does;
  #message;
  #question;
  #answer = null;
  // While there is a new one in the making: the old one stands until that is stored.
  #before = null;

  /** @param does { again, retry, edit, select }: what can be done with a turn, see turns.js */
  constructor(message, does) {
    this.#message = message;
    this.#does = { again: () => does.again(this), retry: () => does.retry(this), edit: (text) => does.edit(this, text), select: does.select };
    this.#question = new Question(message.content, this.#does);
    this.element = h('section', { class: 'turn' }, this.#question.element);
  }

  get id() {
    return this.#message.id;
  }

  get content() {
    return this.#message.content;
  }

  /** The ids of all versions of the question. */
  get versions() {
    return this.#message.versions ?? [this.id];
  }

  /** The question that this one was sent to replace; undefined if it was not. */
  get replaces() {
    return this.#message.replaces;
  }

  /** The id of the answer that stands; undefined if there is none. */
  get answerId() {
    return (this.#before ?? this.#answer)?.message?.id;
  }

  /** Whether nothing stands below the question, not even why there is no answer. */
  get isUnanswered() {
    return this.#answer === null;
  }

  get text() {
    return this.#answer?.text ?? '';
  }

  /** Offers a text in place of the question. */
  edit(text) {
    this.#question.edit(text);
  }

  /** The server has the question, and this is what it says of it. */
  store(message) {
    const isNews = !this.isStored || (message.versions ?? this.versions).length !== this.versions.length;
    this.#message = { ...this.#message, ...message };
    this.isStored = true;
    if (isNews) this.#question.show(this.#message);
  }

  /** Shows the turn as it is stored. Parts that are the same already stay. */
  show({ question, answer }) {
    this.store(question);
    const shown = this.#answer?.message;
    if (!answer || (shown?.id === answer.id && shown.versions.length === answer.versions.length)) return;
    this.#put(new Answer(this.#does));
    this.end({ message: answer, finish_reason: answer.finish_reason }, answer.error);
  }

  begin() {
    this.#before = this.#answer;
    this.#put(new Answer(this.#does)).begin();
  }

  /** Takes an event of the turn other than its end. */
  take(event) {
    if ('token' in event) this.#answer.append(event.token);
    else if ('reasoning' in event) this.#answer.think(event.reasoning);
    else if (event.restart) this.#answer.clear();
    else if (event.lost) this.#answer.note('The connection is lost. Trying again…');
  }

  /** It has ended: `message` is the answer that stands now, if there is one. Returns in words what went wrong; null if nothing did. */
  end({ message, finish_reason }, problem) {
    const before = this.#before?.message;
    if (message && message.id === before?.id) this.#restore();
    else if (message) this.#answer.finish({ versions: [...before?.versions ?? [], message.id], ...message }, finish_reason);
    this.#before = null;
    const failure = failureOf(finish_reason, message, problem);
    if (failure) this.#answer.fail(failure, this.#does.retry);
    return failure;
  }

  /** It could not be begun or read on; an old answer stands. */
  fail(text, retry = this.#does.retry) {
    if (this.#before) this.#restore();
    this.#answer.fail(text, retry);
  }

  #restore() {
    this.#put(this.#before).recover();
    this.#before = null;
  }

  #put(answer) {
    if (this.#answer) this.#answer.element.replaceWith(answer.element);
    else this.element.append(answer.element);
    return this.#answer = answer;
  }
}
