const TAB = 4;

/** One line of a text. The blocks that it belongs to take their marks from its front. Tabs stop at every fourth column. */
export class Line {
  #column = 0;

  constructor(text) {
    this.rest = text;
  }

  get isBlank() {
    return !/[^ \t]/.test(this.rest);
  }

  /** The columns of white space at the front. */
  get indent() {
    let column = this.#column;
    for (const character of this.rest) {
      if (character === ' ') column++;
      else if (character === '\t') column += TAB - column % TAB;
      else break;
    }
    return column - this.#column;
  }

  /** Takes white space from the front, at most so many columns. What is left of a tab becomes spaces. */
  strip(columns) {
    let at = 0;
    for (let left = columns; left > 0; at++) {
      if (this.rest[at] === ' ') {
        left--;
        this.#column++;
      } else if (this.rest[at] === '\t') {
        const width = TAB - this.#column % TAB;
        this.#column += Math.min(width, left);
        if (width > left) {
          this.rest = ' '.repeat(width - left) + this.rest.slice(at + 1);
          return;
        }
        left -= width;
      } else break;
    }
    this.rest = this.rest.slice(at);
  }

  /** Takes a mark from the front. */
  skip(characters) {
    this.#column += characters;
    this.rest = this.rest.slice(characters);
  }
}
