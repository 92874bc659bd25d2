// The pages that take the place of the chat: the account, and all accounts.

import { pageInAddress } from './address.js';
import { $ } from './dom.js';
import { later } from './http.js';

/** Removes what the last page showed: the next user may be another. */
export const clearPage = () => $('pages').replaceChildren();

/**
 * Shows a page, or the chat for none. `close` goes back to the chat, and `arrived` is called when there are new conversations.
 * An answer that is being written goes on, and is there on the way back.
 */
export async function showPage(name, close, arrived) {
  clearPage();
  $('chat').hidden = Boolean(name);
  $('pages').hidden = !name;
  if (!name) return;
  const { show } = await later('./account/page.js');
  // Somebody may have gone elsewhere by now.
  if (pageInAddress() === name) show(name, close, arrived);
}
