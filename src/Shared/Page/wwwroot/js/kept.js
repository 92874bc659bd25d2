// What this browser keeps for when the server is away: what was seen, and messages that the server does not have yet. Each object has the id
// of its owner: another account never sees it.

import { uuid } from './ids.js';
import { user } from './session.js';

const STORES = {
  // Messages that the server does not have.
  unsent: 'id',
  // Conversations with their messages, as they were last seen.
  conversations: 'id',
  // For each account the top of its list.
  lists: 'owner',
};

const MOST = 50;
const MOST_CHARACTERS = 20_000_000;
const MOST_UNSENT = 100;

let opened;

/** Runs `work` with a store, in a transaction that no other tab disturbs. Resolves to the result of the request that it returns. */
async function transact(name, work) {
  const db = await (opened ??= open());
  return new Promise((resolve, reject) => {
    const transaction = db.transaction(name, 'readwrite');
    const request = work(transaction.objectStore(name));
    transaction.oncomplete = () => resolve(request?.result);
    transaction.onabort = () => reject(transaction.error);
  });
}

/** The objects of whoever is signed in, or the one with a key. None if the browser keeps nothing, as some private windows do. */
async function owned(name, key) {
  const owner = user()?.id;
  const all = await transact(name, (store) => store.getAll(key)).catch(() => []);
  return all.filter((object) => object.owner === owner);
}

/** Forgets everything, whoever owns it. */
export const forgetAll = () => Promise.all(Object.keys(STORES).map((name) => transact(name, (store) => store.clear()))).catch(() => {});

const open = () => new Promise((resolve, reject) => {
  const request = indexedDB.open('samosachaat', 1);
  request.onupgradeneeded = () => {
    for (const [name, keyPath] of Object.entries(STORES)) request.result.createObjectStore(name, { keyPath });
    // The sizes can be added up without the texts.
    request.transaction.objectStore('conversations').createIndex('seen', ['seen', 'size']);
  };
  request.onsuccess = () => resolve(request.result);
  request.onerror = () => reject(request.error);
});

/** Keeps a conversation, and forgets those that were seen longest ago. */
export async function keep(conversation, messages) {
  const owner = user()?.id;
  if (!owner) return;
  const kept = { id: conversation.id, owner, conversation, messages, seen: Date.now(), size: JSON.stringify(messages).length };
  await transact('conversations', (store) => {
    store.put(kept);
    let [count, characters] = [0, 0];
    store.index('seen').openKeyCursor(null, 'prev').onsuccess = ({ target: { result: place } }) => {
      if (!place) return;
      count += 1;
      characters += place.key[1];
      if (count > MOST || characters > MOST_CHARACTERS) store.delete(place.primaryKey);
      place.continue();
    };
  }).catch(() => {});
}

/** { conversation, messages }; undefined if it is not kept. */
export const kept = async (id) => (await owned('conversations', id))[0];

export const forget = (id) => transact('conversations', (store) => store.delete(id)).catch(() => {});

/** Keeps the top of the list, and what is pinned. */
export async function keepList(items) {
  const owner = user()?.id;
  if (owner) await transact('lists', (store) => store.put({ owner, items: items.filter(({ pinned }, at) => pinned || at < MOST) })).catch(() => {});
}

export const keptList = async () => (await owned('lists', user()?.id))[0]?.items ?? [];

const channel = new BroadcastChannel('samosachaat.outbox');

/** Says "sent", "refused" or "gone" with a message as its detail, whichever tab did it. */
export const outbox = new EventTarget();

channel.onmessage = ({ data: [kind, message] }) => message.owner === user()?.id && outbox.dispatchEvent(new CustomEvent(kind, { detail: message }));

/** All of them, in the order in which they were written: { id, conversation, content, replaces, create, temporary, refusal }. */
export const unsent = async () => (await owned('unsent')).sort((a, b) => a.order - b.order);

export const unsentIn = async (conversation) => (await unsent()).filter((message) => message.conversation === conversation);

/** The conversation that a message begins; undefined if the server has it already. */
export const begunBy = ({ conversation: id, create, written_at }) =>
  create && { id, ...create, created_at: written_at, updated_at: written_at, isLocal: true };

/** A new conversation: { title, model_tag, temporary }. The server has it with its first message. */
export const begin = (create) => begunBy({ conversation: uuid(), create, written_at: new Date().toISOString() });

/** Keeps a message behind all others. False if the browser does not keep it. */
export function write(message) {
  let isKept = false;
  return transact('unsent', (store) => {
    store.getAll().onsuccess = ({ target: { result } }) => {
      isKept = result.length < MOST_UNSENT;
      if (isKept) store.put({ ...message, written_at: new Date().toISOString(), order: 1 + Math.max(0, ...result.map(({ order }) => order)) });
    };
  }).then(() => isKept, () => false);
}

/** Keeps what has changed of a message, unless it is gone. */
export const change = (message) => transact('unsent', (store) => {
  store.get(message.id).onsuccess = ({ target: { result } }) => result && store.put({ ...result, ...message });
});

/** It need not be sent any more: the server has it ("sent"), its author does not want it ("gone"), or it is where it can be sent again (null). */
export async function drop(message, kind = null) {
  await transact('unsent', (store) => store.delete(message.id)).catch(() => {});
  if (kind) tell(kind, message);
}

/** The server does not want it, for a reason in words. */
export async function refuse(message, refusal) {
  await change({ ...message, refusal });
  tell('refused', { ...message, refusal });
}

function tell(kind, message) {
  outbox.dispatchEvent(new CustomEvent(kind, { detail: message }));
  channel.postMessage([kind, message]);
}
