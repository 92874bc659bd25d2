/**
 * Makes a block: a paragraph, a list, and so on. `from` and `to` are its first and last line that is not blank. `closed` is the line that
 * ended it, or 0 while lines may still come to it. All fields exist from the start, so that Parser can put old values back.
 */
export const block = (type, from, fields = {}) => ({
  type, from, to: from, closed: 0, children: [], lines: [], isLoose: false, isClosed: false, head: null, aligns: null, ...fields, view: {},
});

/** The block in it that is still open, if there is one. */
export const openChild = ({ children }) => (children.at(-1)?.closed === 0 ? children.at(-1) : undefined);

/** The block that is open in it, the one that is open in that, and so on. */
export function openPath(root) {
  const path = [root];
  for (let next; (next = openChild(path.at(-1)));) path.push(next);
  return path;
}
