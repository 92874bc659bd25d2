// Sends a file. `fetch` does not tell how much of it has been sent.

import { failure, Unreachable, urlOf } from '../http.js';
import { accessToken } from '../session.js';

/** Returns the text of the response. `sent` is called with the part that has been sent, from 0 to 1. */
export async function upload(path, file, sent) {
  const token = await accessToken();
  const request = new XMLHttpRequest();
  const ended = new Promise((resolve, reject) => {
    request.onload = resolve;
    request.onerror = () => reject(new Unreachable());
  });
  request.open('POST', urlOf(path));
  request.setRequestHeader('authorization', `Bearer ${token}`);
  request.upload.onprogress = ({ loaded, total }) => sent(loaded / total);
  request.send(file);
  await ended;
  if (request.status === 200) return request.responseText;
  const headers = ['content-type', 'retry-after'].map((name) => [name, request.getResponseHeader(name)]).filter(([, value]) => value);
  throw await failure(new Response(request.responseText, { status: request.status, headers }));
}
