import { onWake } from './connection.js';

// The server breaks its silence after this many seconds, if its response does not say otherwise.
const KEEP_ALIVE = 15;

/** The connection is open, but nothing comes through it any more. */
export class Silent extends Error {}

/**
 * The events of a response that is a stream of server-sent events, as { id, data } with data parsed.
 * EventSource cannot send a body, so this reads the stream itself.
 * Throws Silent when nothing came for two and a half times as long as the server is silent at most.
 */
export async function* events(response) {
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  const interval = 1000 * (Number(response.headers.get('x-keep-alive')) || KEEP_ALIVE);
  let text = '';
  try {
    while (true) {
      const { done, value } = await within(reader.read(), interval);
      if (done) return;
      const parts = (text + value).split('\n\n');
      // What comes after the last empty line is not whole yet.
      text = parts.pop();
      yield* parts.map(parse).filter((event) => event.data);
    }
  } finally {
    reader.cancel().catch(() => {});
  }
}

/** Waits for a read. A tab in the background has no exact timers, so the time is also looked at when the tab returns. */
async function within(read, interval) {
  const since = Date.now();
  let timer;
  let stop;
  const silence = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Silent()), 2.5 * interval);
    stop = onWake(() => Date.now() - since > interval && reject(new Silent()));
  });
  try {
    return await Promise.race([read, silence]);
  } finally {
    clearTimeout(timer);
    stop();
  }
}

function parse(part) {
  const event = {};
  for (const line of part.split('\n')) {
    // A comment, which has no name, keeps the connection alive.
    const [, name, value] = line.match(/^(\w+): ?(.*)$/) ?? [];
    if (name === 'id') event.id = Number(value);
    if (name === 'data') event.data = JSON.parse(value);
  }
  return event;
}
