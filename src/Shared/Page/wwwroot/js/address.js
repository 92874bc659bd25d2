// The address says which conversation is open (#chat=…), so that it survives a reload and the back button works.

const PAGES = ['account', 'users'];

const inHash = (name) => new URLSearchParams(location.hash.slice(1)).get(name);

/** The id of the open conversation; null for a new one. */
export const conversationInAddress = () => inHash('chat');

/** The id of the message that a link leads to; null for none. */
export const messageInAddress = () => inHash('message');

/** The page that is open in place of the chat: account or users. Null for the chat. */
export const pageInAddress = () => PAGES.find((page) => location.hash === `#${page}`) ?? null;

// Both events come for a link; the address tells whether there is anything new.
let last = location.hash;

/** Changes the address, without opening anything. */
export function goTo(id) {
  if (id !== conversationInAddress() || pageInAddress()) history.pushState(null, '', id ? `#chat=${id}` : location.pathname);
  last = location.hash;
}

/** Calls `then` when somebody goes to another address: by a link, or back and forth. */
export function onNavigation(then) {
  for (const kind of ['popstate', 'hashchange']) {
    addEventListener(kind, () => {
      if (location.hash === last) return;
      last = location.hash;
      then();
    });
  }
}
