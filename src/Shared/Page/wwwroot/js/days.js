const DAY = 86_400_000;

/** Conversations, newest first, under the names that one has for when that was: [['Today', [...]], ...]. */
export function byDay(conversations, now = Date.now()) {
  const midnight = new Date(now).setHours(0, 0, 0, 0);
  const groups = new Map();
  for (const conversation of conversations) {
    const name = nameOf(midnight - Date.parse(conversation.updated_at), conversation.updated_at);
    if (!groups.has(name)) groups.set(name, []);
    groups.get(name).push(conversation);
  }
  return [...groups];
}

function nameOf(beforeMidnight, time) {
  if (beforeMidnight <= 0) return 'Today';
  if (beforeMidnight <= DAY) return 'Yesterday';
  if (beforeMidnight <= 7 * DAY) return 'Last seven days';
  return new Date(time).toLocaleDateString('en', { month: 'long', year: 'numeric' });
}
