// How answers end, in words.

import { ApiError } from './http.js';

const NOTES = {
  length: 'The answer ends here because it reached its limit.',
  content_filter: 'The model’s server stopped this answer because of its content.',
  cancelled: 'Stopped.',
  interrupted: 'The server stopped in the middle of this answer.',
};

const WITHOUT_ANSWER = {
  cancelled: 'Stopped before anything was written.',
  interrupted: 'The server stopped before anything was written.',
  error: 'The model gave no answer.',
};

/** The note below an answer; nothing if it is as it should be. */
export const noteOf = (reason, { content }) => NOTES[reason] ?? (content ? '' : 'The model returned an empty answer.');

/** Why a turn should be tried again; null if it should not. `message` is the answer that it has, `problem` what its stream or the server said. */
export function failureOf(reason, message, problem) {
  if (problem) return new ApiError(problem).message;
  if (!message) return WITHOUT_ANSWER[reason] ?? WITHOUT_ANSWER.error;
  return reason === 'error' ? 'The model failed in the middle of this answer.' : null;
}
