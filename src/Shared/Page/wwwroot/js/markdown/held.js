// What is not shown yet while a text grows, because a few more characters decide what it is. So nothing is shown as one thing and then as
// another.

const MARKS_ONLY = /^[ \t]*(?:[-*+_=#>|`~$\\ \t]+|[->*+ ]*\d{1,9}[.)]?|\[\^[^\]]*\]?)$/;
const DEFINITION = /^\[(?:[^\\[\]]|\\.)+\]:/;
const HEAD_OF_TABLE = /(?:^|\n)\|[^\n]*(?:\n[|:\- \t]*)?$/;
const LAST_MARKS = /(?:[*_~`$]+|\\)$/;

/** Whether a line that is being written has nothing but marks so far. */
export const isHeld = (line) => MARKS_ONLY.test(line);

/** What can be shown of a block's text. */
export function held(text, { type }) {
  if (type !== 'paragraph') return text;
  return DEFINITION.test(text) ? '' : text.replace(HEAD_OF_TABLE, '').replace(LAST_MARKS, '');
}
