// A turn belongs to the server: it goes on whether or not anybody reads. So a connection that breaks is no failure,
// it is opened again behind the last event that was seen.

import * as api from './api.js';
import { events } from './events.js';
import { Unreachable } from './http.js';

const FIRST_PAUSE = 1000;
const LONGEST_PAUSE = 10_000;

/**
 * Reads a turn to its end, however often the connection breaks. Yields the events of docs/streaming.md:
 * { message }, { token }, { restart }, { error }, { done, finish_reason, message }; and { lost: true } of its own while it is not connected.
 * `start` begins the turn by a request that may be sent again; without it the turn is one that is there already.
 */
export async function* readTurn({ conversation, turn, start, signal }) {
  let last = -1;
  let pause = FIRST_PAUSE;
  while (true) {
    try {
      const response = last < 0 && start ? await start(signal) : await api.stream(conversation, turn, last, signal);
      for await (const { id, data } of events(response)) {
        last = id;
        pause = FIRST_PAUSE;
        yield data;
        if (data.done) return;
      }
    } catch (error) {
      signal.throwIfAborted();
      if (!isLost(error)) throw error;
    }

    yield { lost: true };
    await connectionOr(pause, signal);
    pause = Math.min(pause * 2, LONGEST_PAUSE);
  }
}

// Reading a stream that breaks off is a TypeError.
const isLost = (error) => error instanceof Unreachable || error instanceof TypeError;

/** Waits so long, or until the browser is connected again. */
function connectionOr(milliseconds, signal) {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, milliseconds);
    addEventListener('online', resolve, { once: true, signal });
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      reject(signal.reason);
    }, { once: true });
  });
}
