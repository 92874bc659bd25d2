import { announce } from './announce.js';
import { ApiError } from './http.js';
import { readTurn } from './read-turn.js';
import * as running from './running.js';

/**
 * Reads a turn to its end and shows it as it grows. `start` begins it; without that it has begun already.
 * `onBegun` is told the question as it is stored; `retry` is what can be done about an end that is not a good one.
 */
export async function follow(turn, { conversation, start, signal, onBegun, retry }) {
  let failure = null;
  turn.begin();
  announce('Writing an answer.');
  for await (const event of readTurn({ conversation, turn: turn.id, start, signal })) {
    if (event.error) {
      failure = new ApiError(event.error).message;
    } else if (event.done) {
      running.ended(conversation, event.finish_reason);
      turn.end(event, failure, () => retry(event.finish_reason));
      announce(failure ?? turn.text);
    } else if (event.message) {
      turn.isStored = true;
      running.began(conversation, turn.id);
      onBegun(event.message);
    } else {
      turn.take(event);
    }
  }
}
