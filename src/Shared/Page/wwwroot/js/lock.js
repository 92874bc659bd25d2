const PATIENCE = 10_000;
const GLANCE = 50;

/** Runs `work` while no other tab of this page does. */
export function exclusively(name, work) {
  // Browsers have locks only where the connection is safe: https, or this machine.
  return navigator.locks ? navigator.locks.request(name, work) : byTurns(name, work);
}

/** The same with what there is elsewhere: who still stands in the storage after a moment was the last to write, and goes first. */
async function byTurns(name, work) {
  const me = `${Math.random()}`;
  const holder = () => {
    const [who, since] = (localStorage.getItem(name) ?? '').split(' ');
    return Date.now() - since < PATIENCE ? who : null;
  };

  while (holder() !== me) {
    if (!holder()) localStorage.setItem(name, `${me} ${Date.now()}`);
    await new Promise((resolve) => setTimeout(resolve, GLANCE));
  }

  try {
    return await work();
  } finally {
    localStorage.removeItem(name);
  }
}
