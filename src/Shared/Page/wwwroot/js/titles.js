const LONGEST = 60;

// A sentence as short as a greeting says nothing of what follows it.
const SHORT = 12;

// What the server accepts in no title. Joiners stay where emoji and some scripts need them, and so do the tags of flags.
const INVISIBLE = /(?![\u200c\u200d\u{e0020}-\u{e007f}])\p{Cf}|(?<![^\p{Cf}\u0000-\u058f])[\u200c\u200d]|(?<!\u{1f3f4}[\u{e0020}-\u{e007e}]*)[\u{e0020}-\u{e007f}]/gu;
const HALF_A_FLAG = /\u{1f3f4}?[\u{e0020}-\u{e007e}]+$/u;

// The point of an abbreviation ends no sentence: one letter, letters with points between them, and the most common words.
const ABBREVIATION = /(?<![\p{L}\p{N}])(\p{L}|(\p{L}\.)+\p{L}|dr|mr|mrs|ms|prof|st|no|nr|vs|etc|ca|approx|fig|bzw|ggf|inkl)\.\s*$/iu;

/** A title for a conversation that begins with this message: its first sentence. */
export function titleFrom(message) {
  const line = visible(firstSentence(message)) || visible(message);
  if (line.length <= LONGEST) return line;
  // At a word, and not in the middle of a character.
  const cut = [...line].slice(0, LONGEST).join('');
  return `${cut.replace(/\s+\S*$/, '').replace(HALF_A_FLAG, '')}…`;
}

const visible = (text) => text.replace(/[\s\p{Cc}]+/gu, ' ').replace(INVISIBLE, '').trim();

/** The browser knows where sentences end in each script; it knows no abbreviations. */
function firstSentence(message) {
  const text = message.trim();
  if (!Intl.Segmenter) return text;
  let sentence = '';
  for (const { segment } of new Intl.Segmenter(undefined, { granularity: 'sentence' }).segment(text)) {
    sentence += segment;
    if (!ABBREVIATION.test(sentence) && [...visible(sentence)].length >= SHORT) break;
    if (sentence.length > 2 * LONGEST) break;
  }
  return sentence;
}
