// A turn belongs to the server: it goes on whether or not anybody reads. So a connection that breaks is no failure,
// it is opened again behind the last event that was seen.

import * as api from './api.js';
import { events, Silent } from './events.js';
import { Unreachable } from './http.js';
import { onWake } from './connection.js';

const FIRST_PAUSE = 1000;
const LONGEST_PAUSE = 10_000;
// To read on, the server needs no model. A connection that gives no status line in this time is dead.
const LONGEST_WAIT = 10_000;
// To begin, it may wait for the model a while.
const LONGEST_START = 30_000;

/**
 * Reads a turn to its end, however often the connection breaks. Yields the events of docs/streaming.md:
 * { message }, { token }, { reasoning }, { restart }, { error }, { done, finish_reason, message }; and { lost: true } of its own while it is not connected.
 * `start` begins the turn by a request that may be sent again; without it the turn is one that is there already.
 */
export async function* readTurn({ conversation, turn, start, signal }) {
  let last = -1;
  let pause = FIRST_PAUSE;
  while (true) {
    try {
      const response = last < 0 && start
        ? await within(LONGEST_START, signal, start)
        : await within(LONGEST_WAIT, signal, (both) => api.stream(conversation, turn, last, both));
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

/** Sends a request that needs a status line in this time. */
async function within(time, signal, send) {
  const tooLong = new AbortController();
  const timer = setTimeout(() => tooLong.abort(new Silent()), time);
  try {
    return await send(AbortSignal.any([signal, tooLong.signal]));
  } finally {
    clearTimeout(timer);
  }
}

// Reading a stream that breaks off is a TypeError.
const isLost = (error) => error instanceof Unreachable || error instanceof TypeError || error instanceof Silent;

/** Waits so long, or until the browser is connected or looked at again. */
function connectionOr(milliseconds, signal) {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(end, milliseconds);
    const stop = onWake(end);
    signal.addEventListener('abort', end, { once: true });

    function end() {
      clearTimeout(timer);
      stop();
      signal.removeEventListener('abort', end);
      if (signal.aborted) reject(signal.reason);
      else resolve();
    }
  });
}

/**
 * Reads a turn to its end and shows it as it grows. `start` begins it; without that it has begun already.
 * `onBegun` is told once the server has it, `onEnd` when it has ended.
 */
export async function follow(turn, { conversation, start, signal, onBegun, onEnd }) {
  let problem = null;
  turn.begin();
  for await (const event of readTurn({ conversation, turn: turn.id, start, signal })) {
    if (event.error) {
      problem = event.error;
    } else if (event.done) {
      const failure = turn.end(event, problem);
      onEnd?.(failure, event.finish_reason);
    } else if (event.message) {
      turn.store(event.message);
      onBegun?.(event.message);
    } else {
      turn.take(event);
    }
  }
}
