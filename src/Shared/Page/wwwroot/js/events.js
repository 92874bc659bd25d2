/**
 * The events of a response that is a stream of server-sent events, as { id, data } with data parsed.
 * EventSource cannot send a token or a body, so this reads the stream itself.
 */
export async function* events(response) {
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  try {
    while (true) {
      const { done, value } = await reader.read();
      if (done) return;
      const parts = (text + value).split('\n\n');
      // What comes after the last empty line is not whole yet.
      text = parts.pop();
      yield* parts.map(parse).filter((event) => event.data);
    }
  } finally {
    reader.cancel().catch(() => {});
  }
}

function parse(part) {
  const event = {};
  for (const line of part.split('\n')) {
    // A comment, which has no name, keeps the connection alive.
    const [, name, value] = line.match(/^(\w+): ?(.*)$/) ?? [];
    if (name === 'id') event.id = Number(value);
    if (name === 'data') event.data = JSON.parse(value);
  }
  return event;
}
