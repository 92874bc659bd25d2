import { $ } from './dom.js';
import { providers } from './providers.js';
import { signIn } from './session.js';
import { t } from './text.js';

/** The first thing that a stranger sees: log in, or register. Whoever comes with an invite wants to register. */
export function login(invite) {
  const [form, failure] = [$('login-form'), $('login-failure')];
  // Without an invite an account can be made where everybody may make one.
  const isOpen = Boolean(invite) || document.documentElement.dataset.registration === 'open';
  let kind = 'login';

  $('login-other').addEventListener('click', () => show(kind === 'login' ? 'register' : 'login'));
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    const { email, password, name } = Object.fromEntries(new FormData(form));
    $('login-go').disabled = true;
    fail('');
    try {
      await signIn(kind, kind === 'register' ? { email, password, ...name.trim() && { name: name.trim() }, ...invite && { invite } } : { email, password });
      // It works once.
      if (kind === 'register') invite = null;
      form.reset();
    } catch (error) {
      fail(error.message);
    } finally {
      $('login-go').disabled = false;
    }
  });

  $('login-reveal').addEventListener('change', (event) => {
    form.password.type = event.target.checked ? 'text' : 'password';
  });

  $('login-other').hidden = !isOpen;
  if (!isOpen) $('login-question').textContent = t('New accounts come by invite. Ask an administrator for a link.');
  if (invite) show('register');

  function show(which) {
    kind = which;
    const isNew = kind === 'register';
    $('login-name').hidden = !isNew;
    $('login-rule').hidden = !isNew;
    $('login-title').textContent = isNew ? t('Create an account') : t('Welcome');
    $('login-go').textContent = isNew ? t('Register') : t('Log in');
    $('login-question').textContent = isNew ? t('You have an account?') : t('No account yet?');
    $('login-other').textContent = isNew ? t('Log in') : t('Register');
    form.password.autocomplete = isNew ? 'new-password' : 'current-password';
    fail('');
    form.email.focus();
  }

  function fail(text) {
    failure.textContent = text;
    failure.hidden = !text;
  }

  return {
    focus() {
      providers.offer();
      form.email.focus();
    },
    /** Goes on where an identity provider has sent the browser back. */
    async arrive(outcome) {
      if (outcome) fail(await providers.arrive(outcome));
    },
  };
}
