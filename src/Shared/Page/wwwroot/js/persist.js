import { Unreachable } from './http.js';
import { clearNotice, notice } from './notice.js';

const PAUSE = 3000;

/** Does something that only reads until the server can be reached, and says so meanwhile. Other errors are the caller's. */
export async function persist(work) {
  for (let isLost = false; ; isLost = true) {
    try {
      const result = await work();
      if (isLost) clearNotice();
      return result;
    } catch (error) {
      if (!(error instanceof Unreachable)) throw error;
      notice('The server cannot be reached. Trying again…', { stay: true });
      await new Promise((resolve) => {
        setTimeout(resolve, PAUSE);
        addEventListener('online', resolve, { once: true });
      });
    }
  }
}
