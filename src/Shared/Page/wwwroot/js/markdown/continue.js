// Whether an open block goes on in a line. Each takes its mark from the line if it does.

/** The line ends the block and belongs to it. */
export const END = 'end';

const isIndented = (line) => line.indent > 3;

export const CONTINUE = {
  quote(_, line) {
    if (isIndented(line) || !/^[ \t]*>/.test(line.rest)) return false;
    line.strip(3);
    line.skip(1);
    line.strip(1);
    return true;
  },

  list: () => true,

  item({ width, children, isOrdered }, line) {
    // An item may begin with one blank line, not with two.
    if (line.isBlank) return children.length > 0;
    const { indent } = line;
    // Many models indent bullets under a number by two or three columns, whatever the width of the number.
    const isBulletBelow = isOrdered && indent >= 2 && /^[ \t]+[-*+][ \t]/.test(line.rest);
    if (indent < width && !isBulletBelow) return false;
    line.strip(width);
    return true;
  },

  footnote({ children }, line) {
    if (line.isBlank) return children.length > 0;
    if (!isIndented(line)) return false;
    line.strip(4);
    return true;
  },

  fence({ mark, indent }, line) {
    const end = !isIndented(line) && line.rest.match(/^[ \t]*(`{3,}|~{3,})[ \t]*$/);
    if (end && end[1][0] === mark[0] && end[1].length >= mark.length) return END;
    line.strip(indent);
    return true;
  },

  indented(_, line) {
    if (!isIndented(line) && !line.isBlank) return false;
    line.strip(4);
    return true;
  },

  /** TeX has no blank lines in a formula. Without its end it is a paragraph. */
  formula({ close }, line) {
    if (line.isBlank) return false;
    return line.rest.trimEnd().endsWith(close) ? END : true;
  },

  table: (_, line) => !line.isBlank,
  paragraph: (_, line) => !line.isBlank,
};
