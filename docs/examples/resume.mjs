// Sends a message and reads its events to the end, however often the connection breaks. Runs in browsers and in Node.js.
export async function send(base, token, conversation, content, onEvent) {
  const id = crypto.randomUUID();
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  const url = `${base}/conversations/${conversation}/messages`;
  for (let last = -1; ;) {
    try {
      const response = last < 0
        ? await fetch(url, { method: 'POST', headers, body: JSON.stringify({ message: { id, content } }) })
        : await fetch(`${url}/${id}/stream?last_event_id=${last}`, { headers });
      if (!response.ok) throw Object.assign(new Error(response.statusText), { problem: await response.json() });
      let text = '';
      for (const reader = response.body.pipeThrough(new TextDecoderStream()).getReader(); ;) {
        const { done, value } = await reader.read();
        if (done) break;
        const events = (text += value).split('\n\n');
        text = events.pop();
        for (const [, eventId, data] of events.map((event) => event.match(/^id: (\d+)\ndata: (.*)$/)).filter(Boolean)) {
          last = Number(eventId);
          onEvent(JSON.parse(data));
          if ('done' in JSON.parse(data)) return;
        }
      }
    } catch (error) {
      if (error.problem) throw error;
      await new Promise((resolve) => setTimeout(resolve, 1000));
    }
  }
}
