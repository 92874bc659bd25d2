import { $ } from './dom.js';
import { signIn } from './session.js';

/** The first thing that a stranger sees: log in, or register. */
export function login() {
  const [form, failure] = [$('login-form'), $('login-failure')];
  let kind = 'login';

  $('login-other').addEventListener('click', () => show(kind === 'login' ? 'register' : 'login'));
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    const { email, password, name } = Object.fromEntries(new FormData(form));
    $('login-go').disabled = true;
    fail('');
    try {
      await signIn(kind, kind === 'register' && name.trim() ? { email, password, name: name.trim() } : { email, password });
      form.reset();
    } catch (error) {
      fail(error.message);
    } finally {
      $('login-go').disabled = false;
    }
  });

  function show(which) {
    kind = which;
    const isNew = kind === 'register';
    $('login-name').hidden = !isNew;
    $('login-title').textContent = isNew ? 'Create an account' : 'Welcome back';
    $('login-go').textContent = isNew ? 'Register' : 'Log in';
    $('login-question').textContent = isNew ? 'You have an account?' : 'No account yet?';
    $('login-other').textContent = isNew ? 'Log in' : 'Register';
    form.password.autocomplete = isNew ? 'new-password' : 'current-password';
    fail('');
    form.email.focus();
  }

  function fail(text) {
    failure.textContent = text;
    failure.hidden = !text;
  }

  return { focus: () => form.email.focus() };
}
