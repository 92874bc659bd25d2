// Sends { id, content }, a UUID of your own and a text, and reads the events to the end, however often the connection breaks. For browsers and Node.js.
// The server is never silent for longer than Streaming:KeepAlive (15 s). After 2.5 times that, the connection is dead, whatever the system says.
export async function send(base, token, conversation, message, onEvent, silence = 37_500) {
  const [url, headers] = [`${base}/conversations/${conversation}/messages`, { authorization: `Bearer ${token}`, 'content-type': 'application/json' }];
  for (let last = -1, timer; ; await new Promise((resolve) => setTimeout(resolve, 1000))) {
    const dead = new AbortController(), alive = () => (clearTimeout(timer), timer = setTimeout(() => dead.abort(), silence), dead.signal);
    const post = last < 0 && { method: 'POST', body: JSON.stringify({ message }) };
    const response = await fetch(post ? url : `${url}/${message.id}/stream?last_event_id=${last}`, { ...post, headers, signal: alive() }).catch(() => null);
    // With a Retry-After, another turn is in the way for now. Whatever else is refused would be refused again.
    if (response && !response.ok && !response.headers.has('retry-after')) throw Object.assign(new Error(), await response.json(), clearTimeout(timer));
    const reader = response?.ok && response.body.pipeThrough(new TextDecoderStream()).getReader();
    for (let text = '', part; reader && alive() && !(part = await reader.read().catch(() => ({ done: true }))).done; text = text.slice(text.lastIndexOf('\n\n') + 1)) {
      text += part.value;
      for (const [, id, data] of text.matchAll(/^id: (\d+)\ndata: ([^\n]+)\n\n/gm)) {
        onEvent(JSON.parse(data), (last = Number(id)));
        if (data.startsWith('{"done":true')) return clearTimeout(timer);
      }
    }
  }
}
