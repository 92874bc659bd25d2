const LONGEST = 60;

/** A title for a conversation that begins with this message. */
export function titleFrom(message) {
  const line = message.replace(/[\s\p{Cc}]+/gu, ' ').trim();
  if (line.length <= LONGEST) return line;
  // At a word, and not in the middle of a character.
  const cut = [...line].slice(0, LONGEST).join('');
  return `${cut.replace(/\s+\S*$/, '')}…`;
}
