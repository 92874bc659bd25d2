import { Answer } from './answer.js';
import { h, icon } from './dom.js';
import { failureOf } from './endings.js';
import { Question } from './question.js';
import { t } from './text.js';

/** A question on the screen, and the answer to it as it stands or is being written. */
export class TurnView {
  /** Whether the server has the question. */
  isStored = false;

  #does;
  // What can be done while the server does not have the question.
  #without;
  #message;
  #question;
  #answer = null;
  #unsent = null;
  // While there is a new one in the making: the old one stands until that is stored.
  #before = null;

  /** @param does { again, retry, edit, select, resend, discard }: what can be done with a turn, see turns.js */
  constructor(message, does) {
    this.#message = message;
    this.#does = { again: () => does.again(this), retry: () => does.retry(this), edit: (text) => does.edit(this, text), select: does.select };
    this.#without = { edit: () => this.edit(this.content), resend: () => does.resend(this), discard: () => does.discard(this) };
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

  /** { title, model_tag } of the conversation that the question begins; undefined if it begins none. */
  get create() {
    return this.#message.create;
  }

  /** { question, answer } as they stand. */
  get stored() {
    return { question: this.#message, answer: (this.#before ?? this.#answer)?.message };
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
    this.#unsent?.remove();
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

  /** The server does not have it: it waits, or was refused for a reason in words. */
  unsend(refusal) {
    this.#answer?.element.remove();
    this.#answer = null;
    this.#unsent?.remove();
    this.#unsent = unsentNote(refusal, this.#without);
    this.element.append(this.#unsent);
  }

  begin() {
    this.#unsent?.remove();
    this.#before = this.#answer;
    this.#put(new Answer(this.#does)).begin();
  }

  /** Takes an event of the turn other than its end. */
  take(event) {
    if ('token' in event) this.#answer.append(event.token);
    else if ('reasoning' in event) this.#answer.think(event.reasoning);
    else if (event.restart) this.#answer.clear();
    else if (event.lost) this.#answer.note(t('The connection is lost. Trying again…'));
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

/** What stands below a question that the server does not have: that it waits, or why it was refused. */
function unsentNote(refusal, { edit, resend, discard }) {
  const button = (label, onclick, kind = '') => h('button', { type: 'button', class: `link ${kind}`, onclick }, label);
  return h('div', { class: `unsent ${refusal ? 'failure' : ''}`, role: refusal && 'alert' },
    icon(refusal ? 'alert' : 'clock'), h('p', {}, refusal ?? t('Waiting to be sent.')),
    refusal && button(t('Try again'), resend, 'when-online'), button(t('Edit'), edit), button(t('Discard'), discard));
}
