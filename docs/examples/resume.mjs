// Sends { id, content }, a UUID of your own and a text, and reads the events to the end, however often the connection breaks. For browsers and Node.js.
export async function send(base, token, conversation, message, onEvent) {
  const url = `${base}/conversations/${conversation}/messages`;
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  const post = { method: 'POST', headers, body: JSON.stringify({ message }) };
  for (let last = -1; ; await new Promise((resolve) => setTimeout(resolve, 1000))) {
    const response = await (last < 0 ? fetch(url, post) : fetch(`${url}/${message.id}/stream?last_event_id=${last}`, { headers })).catch(() => null);
    // With a Retry-After, another turn is in the way for now. Whatever else is refused would be refused again.
    if (response && !response.ok && !response.headers.has('retry-after')) throw Object.assign(new Error(), await response.json());
    const reader = response?.ok && response.body.pipeThrough(new TextDecoderStream()).getReader();
    for (let text = '', part; reader && !(part = await reader.read().catch(() => ({ done: true }))).done;) {
      text += part.value;
      for (const [, id, data] of text.matchAll(/^id: (\d+)\ndata: ([^\n]+)\n\n/gm)) {
        onEvent(JSON.parse(data), (last = Number(id)));
        if (data.startsWith('{"done":true')) return;
      }
      text = text.slice(text.lastIndexOf('\n\n') + 1);
    }
  }
}
