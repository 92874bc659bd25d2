import * as api from './api.js';

const PAGE = 50;
const LARGEST_PAGE = 200;

/** The conversations, archived or not, as far down as they have been loaded. Says "change" when there is something else to show. */
export class Conversations extends EventTarget {
  #archived;
  #items = new Map();
  // Undefined before the first page, null behind the last.
  #next;
  #isCopy = false;

  constructor({ archived = false } = {}) {
    super();
    this.#archived = archived;
  }

  /** Newest first. */
  get items() {
    return [...this.#items.values()].sort((a, b) => Date.parse(b.updated_at) - Date.parse(a.updated_at));
  }

  get hasMore() {
    return this.#next !== null;
  }

  /** True if the server has said that there are more. */
  get isCut() {
    return typeof this.#next === 'string';
  }

  /** True once the top of the list is known. */
  get isKnown() {
    return this.#next !== undefined;
  }

  /** Looks again what is on top: another tab or device may have been busy. Pinned ones are wanted wherever they are in the list. */
  async refresh() {
    const [page, pinned] = await Promise.all([this.#page({ limit: PAGE }), this.#page({ limit: LARGEST_PAGE, pinned: true })]);
    // What the server does not have any more goes.
    for (const { id, isLocal } of this.#isCopy ? this.items : []) if (!isLocal) this.#items.delete(id);
    this.#isCopy = false;
    for (const [id, conversation] of this.#items) this.#items.set(id, { ...conversation, pinned: false });
    this.#take(pinned, false);
    this.#take(page, this.#next === undefined);
  }

  /** Shows a copy of the list until the server has said what is in it. */
  showCopy(items) {
    if (this.isKnown) return;
    this.#isCopy = true;
    for (const conversation of items) this.#items.set(conversation.id, conversation);
    this.#changed();
  }

  /** The next page; a large one for somebody who searches. */
  async loadMore({ large = false } = {}) {
    if (this.hasMore) this.#take(await this.#page({ limit: large ? LARGEST_PAGE : PAGE, cursor: this.#next }), true);
  }

  get(id) {
    return this.#items.get(id);
  }

  /** Properties that are not given stay as they were known. */
  put(conversation) {
    this.#items.set(conversation.id, { ...this.get(conversation.id), ...conversation });
    this.#changed();
  }

  /** It has a new turn, so it goes to the top. */
  touch(id, updated_at) {
    if (this.get(id)) this.put({ id, updated_at });
  }

  remove(id) {
    this.#items.delete(id);
    this.#changed();
  }

  clear() {
    this.#items.clear();
    this.#next = undefined;
    this.#isCopy = false;
    this.#changed();
  }

  #page(options) {
    return api.conversations({ ...options, archived: this.#archived });
  }

  #take({ items, next }, isLowest) {
    for (const conversation of items) this.#items.set(conversation.id, conversation);
    if (isLowest) this.#next = next;
    this.#changed();
  }

  #changed() {
    this.dispatchEvent(new Event('change'));
  }
}
