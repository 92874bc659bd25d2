// The operations that the page uses, as docs and /openapi/v1.json describe them.

import { send } from './http.js';
import { accessToken } from './session.js';

/** A request of whoever is signed in. An access token that is refused is exchanged once. */
export async function call(path, options) {
  const token = await accessToken();
  try {
    return await send(path, { ...options, token });
  } catch (error) {
    if (error.status !== 401) throw error;
    return send(path, { ...options, token: await accessToken(token) });
  }
}

export const json = async (path, options) => (await call(path, options)).json();

export const me = () => json('/auth/me');

export const models = () => json('/models');

/** A page of conversations, newest first; `next` is the place of the page below it, or null. */
export async function conversations({ limit = 50, cursor, archived, pinned, signal } = {}) {
  const wanted = query({ limit, cursor, archived: archived || null, pinned, include: 'pinned' });
  const response = await call(`/conversations?${wanted}`, { signal });
  return { items: await response.json(), next: nextCursor(response) };
}

/** A page of what a query finds; `next` is the place of the page below it, or null. */
export async function search({ q, cursor, signal }) {
  const response = await call(`/search?${query({ q, limit: 50, cursor })}`, { signal });
  return { items: await response.json(), next: nextCursor(response) };
}

/** A conversation, with the tag by which a later request can say that it means this state. */
export const conversation = async (id) => tagged(await call(`/conversations/${id}?include=temporary`));

/** Creates { id, title, model_tag, temporary }. The same id again is the same conversation again. */
export const createConversation = (body, signal) => json('/conversations', { method: 'POST', body, signal });

/** Changes what is given: { title, model_tag, pinned, archived, temporary }. */
export const changeConversation = (id, changes) => json(`/conversations/${id}`, { method: 'PATCH', body: changes });

export const deleteConversation = (id) => call(`/conversations/${id}`, { method: 'DELETE' });

export const restoreConversation = (id) => call(`/trash/${id}/restore`, { method: 'POST' });

// The properties that the page shows beside the texts.
const EXTRAS = 'reasoning,versions,finish_reason,usage,error';

/** All messages of the path that is shown, oldest first. */
export async function messages(id) {
  const all = [];
  for (let cursor; cursor !== null;) {
    const response = await call(`/conversations/${id}/messages?${query({ limit: 1000, include: EXTRAS, cursor })}`);
    all.push(...await response.json());
    cursor = nextCursor(response);
  }
  return all;
}

/** Has the path go through a version of a message. With a tag, only if the conversation is still what that was given for. */
export const selectVersion = async (id, message, etag) => tagged(
  await call(`/conversations/${id}/active`, { method: 'PUT', body: { message }, headers: etag ? { 'if-match': etag } : {} }));

/**
 * Sends { message, replaces } and answers with its stream; `replaces` is the question that it is another version of, if it is one.
 * The same id and content again is the same turn again.
 */
export const sendMessage = (id, body, signal) => call(`/conversations/${id}/messages`, { method: 'POST', body, signal });

/** Has a question answered once more and answers with the stream: { message, keep_following }. */
export const regenerate = (id, body, signal) => call(`/conversations/${id}/regenerate`, { method: 'POST', body, signal });

/** A turn's events after the one with the id `last`. */
export const stream = (id, message, last, signal) =>
  call(`/conversations/${id}/messages/${message}/stream`, { headers: last < 0 ? {} : { 'last-event-id': last }, signal });

/** Ends a turn early. */
export const cancel = (id, message) => call(`/conversations/${id}/messages/${message}/stream`, { method: 'DELETE' });

const tagged = async (response) => ({ conversation: await response.json(), etag: response.headers.get('etag') });

const query = (values) => new URLSearchParams(Object.entries(values).filter(([, value]) => value != null));

/** From a header such as Link: </conversations?limit=50&cursor=abc>; rel="next" */
export const nextCursor = (response) => response.headers.get('link')?.match(/[?&]cursor=([^&>]+)/)?.[1] ?? null;
