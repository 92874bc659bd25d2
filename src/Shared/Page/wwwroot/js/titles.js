const LONGEST = 60;

// What the server accepts in no title. Joiners stay where emoji and some scripts need them, and so do the tags of flags.
const INVISIBLE = /(?![\u200c\u200d\u{e0020}-\u{e007f}])\p{Cf}|(?<![^\p{Cf}\u0000-\u058f])[\u200c\u200d]|(?<!\u{1f3f4}[\u{e0020}-\u{e007e}]*)[\u{e0020}-\u{e007f}]/gu;
const HALF_A_FLAG = /\u{1f3f4}?[\u{e0020}-\u{e007e}]+$/u;

/** A title for a conversation that begins with this message. */
export function titleFrom(message) {
  const line = message.replace(/[\s\p{Cc}]+/gu, ' ').replace(INVISIBLE, '').trim();
  if (line.length <= LONGEST) return line;
  // At a word, and not in the middle of a character.
  const cut = [...line].slice(0, LONGEST).join('');
  return `${cut.replace(/\s+\S*$/, '').replace(HALF_A_FLAG, '')}…`;
}
