// How answers end, in words.

import { ApiError } from './http.js';
import { t } from './text.js';

const notes = () => ({
  length: t('The answer ends here because it reached its limit.'),
  content_filter: t('The model’s server stopped this answer because of its content.'),
  cancelled: t('Stopped.'),
  interrupted: t('The server stopped in the middle of this answer.'),
});

const withoutAnswer = () => ({
  cancelled: t('Stopped before anything was written.'),
  interrupted: t('The server stopped before anything was written.'),
  error: t('The model gave no answer.'),
});

/** The note below an answer; nothing if it is as it should be. */
export const noteOf = (reason, { content }) => notes()[reason] ?? (content ? '' : t('The model returned an empty answer.'));

/** Why a turn should be tried again; null if it should not. `message` is the answer that it has, `problem` what its stream or the server said. */
export function failureOf(reason, message, problem) {
  if (problem) return new ApiError(problem).message;
  if (!message) return withoutAnswer()[reason] ?? withoutAnswer().error;
  return reason === 'error' ? t('The model failed in the middle of this answer.') : null;
}
