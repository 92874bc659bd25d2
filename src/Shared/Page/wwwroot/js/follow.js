import { readTurn } from './read-turn.js';

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
