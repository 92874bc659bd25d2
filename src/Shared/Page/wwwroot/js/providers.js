import { $ } from './dom.js';
import { send, urlOf } from './http.js';
import { takeFromProvider } from './session.js';
import { t } from './text.js';

const failures = () => ({
  expired: t('The sign-in took too long or began elsewhere. Try again.'),
  refused: t('The sign-in was cancelled.'),
  disabled: t('This account is disabled.'),
  unavailable: t('The sign-in is not available at the moment. Try again later.'),
});

/** Sign-in by the identity providers of the server: a button for each. */
export const providers = {
  /** Asks once, when somebody has to sign in. Without an answer there are no buttons. */
  async offer() {
    if ($('providers').childElementCount) return;
    const all = await send('/auth/providers').then((response) => response.json(), () => []);
    $('providers').replaceChildren(...all.map(button));
    $('providers').hidden = !all.length;
  },

  /** Signs in, or returns a text that says why not. */
  async arrive(outcome) {
    if (outcome !== 'done') return failures()[outcome] ?? t('The sign-in failed. Ask the operator of this server.');
    return takeFromProvider().then(() => '', (error) => error.message);
  },
};

function button({ name, title }) {
  const made = document.createElement('button');
  made.type = 'button';
  made.className = 'provider';
  made.textContent = t('Continue with {title}', { title });
  made.addEventListener('click', () => location.assign(urlOf(`/auth/providers/${name}/sign-in`)));
  return made;
}
