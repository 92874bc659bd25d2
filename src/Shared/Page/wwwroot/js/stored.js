// What this page keeps in the browser's storage as JSON. Anything else on this origin, or a person, can change it.

/** What is stored under a key; null if there is nothing. Damage is removed, so that it is met once. */
export function stored(key, isSound) {
  const value = parsed(localStorage.getItem(key));
  if (value !== null && isSound(value)) return value;
  localStorage.removeItem(key);
  return null;
}

/** What a text says as JSON; null if it says nothing. */
export function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
