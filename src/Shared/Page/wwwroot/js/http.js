// One request, and every way in which it can fail, as three kinds of error.

import { connection, lost, reached } from './connection.js';
import { t } from './text.js';

// The page may stand anywhere: the API is beside it.
const BASE = new URL('.', document.baseURI);

/** The server answered with a problem (RFC 9457): `problem` is it, and the message says it in words for people. */
export class ApiError extends Error {
  constructor(problem) {
    super(problem.errors
      ? Object.values(problem.errors).flat().map((text) => t(text)).join(' ')
      : t(problem.detail ?? titles()[problem.status] ?? problem.title ?? ''));
    this.problem = problem;
    this.status = problem.status;
  }
}

/** The server did not answer, or something in front of it did, or it can answer in a moment. */
export class Unreachable extends Error {
  constructor(cause) {
    super(t('The server cannot be reached.'), { cause });
  }
}

const titles = () => ({
  404: t('This no longer exists.'),
  413: t('This text is too long.'),
  429: t('Too many requests. Wait a moment.'),
  500: t('The server failed.'),
});

/** The URL of a path of the API. */
export const urlOf = (path) => new URL(path.replace(/^\//, ''), BASE);

/** Sends a request and returns its response if that is a good one. */
export async function send(path, { method = 'GET', body, token, headers = {}, signal } = {}) {
  const request = { method, signal, headers: { ...headers } };
  if (token) request.headers.authorization = `Bearer ${token}`;
  if (body) {
    request.headers['content-type'] = 'application/json';
    request.body = JSON.stringify(body);
  }

  let response;
  try {
    response = await fetch(urlOf(path), request);
  } catch (error) {
    if (error.name === 'AbortError') throw error;
    lost();
    throw new Unreachable(error);
  }

  if (response.ok) {
    reached();
    return response;
  }
  throw await failure(response);
}

/** The error that a bad response stands for. */
export async function failure(response) {
  const isOurs = response.headers.get('content-type')?.startsWith('application/problem+json');
  // This node is shutting down or has no lease, or the node of the turn is gone and its turns are not taken over yet.
  if (response.status === 503 && response.headers.has('retry-after')) return new Unreachable();
  if (isOurs) return new ApiError(await response.json());
  // A proxy, whose server is away for the moment.
  return response.status >= 502 ? new Unreachable() : new ApiError({ title: response.statusText, status: response.status });
}

/** Loads a module that is not always needed. */
export const later = (module) => import(module).catch((error) => {
  throw error instanceof TypeError ? new Unreachable(error) : error;
});

/** Does something that only reads until the server can be reached. Does `meanwhile` once if it cannot. Other errors are the caller's. */
export async function persist(work, meanwhile) {
  while (true) {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof Unreachable)) throw error;
      lost();
      await meanwhile?.();
      meanwhile = null;
      await connection({ isLost: false });
    }
  }
}
