// Puts the parts together.

import { conversationInAddress, goTo, messageInAddress, onNavigation, pageInAddress } from './address.js';
import * as api from './api.js';
import { Chat } from './chat.js';
import { composer as makeComposer } from './composer.js';
import { Conversations } from './conversations.js';
import { Delivery } from './delivery.js';
import { $ } from './dom.js';
import { drawer as makeDrawer } from './drawer.js';
import { persist } from './http.js';
import { takeInvite, takeLink, takeOutcome } from './link-login.js';
import { login as makeLogin } from './login.js';
import { modelChoice } from './models.js';
import { forget, keptList } from './kept.js';
import { notice } from './notice.js';
import { offline } from './offline.js';
import { clearPage, showPage } from './pages.js';
import { onEnded } from './running.js';
import { stayAtEnd } from './scroll.js';
import * as session from './session.js';
import { shortcuts } from './shortcuts.js';
import { sidebar } from './sidebar.js';
import { language, ready, t } from './text.js';
import { nextTheme, onTheme, theme } from './theme.js';
import { betterTitle, wantTitle } from './untitled.js';

const [link, outcome] = [takeLink(), takeOutcome()];
await ready;
const conversations = new Conversations();
const drawer = makeDrawer();
const login = makeLogin(takeInvite());
const models = modelChoice(changeModel);
const composer = makeComposer({ send: (text) => chat.send(text), stop: () => chat.stop() });
const scroll = stayAtEnd($('scroller'), $('messages'), $('latest'));
const delivery = new Delivery(models);
const chat = new Chat({ conversations, models, composer, scroll, delivery, onCreated, onGone, onDiscarded });
const list = sidebar({ conversations, onChanged: (conversation) => chat.update(conversation), onDeleted: leaveIfOpen });
const local = offline({ conversations, chat, delivery });

for (const id of ['new', 'new-here']) $(id).addEventListener('click', startNew);
$('sign-out').addEventListener('click', signOut);
$('theme').addEventListener('click', nextTheme);
onTheme(showTheme);
$('skip').addEventListener('click', (event) => {
  event.preventDefault();
  $('box').focus();
});
for (const button of document.querySelectorAll('.suggestion')) button.addEventListener('click', () => chat.send(button.dataset.message));
shortcuts({ startNew, search, stop: () => chat.stop() });
onNavigation(openFromAddress);
onEnded(giveTitle);
document.addEventListener('visibilitychange', () => document.visibilityState === 'visible' && session.user() && conversations.refresh().catch(() => {}));
showTheme();

await link.use();
await login.arrive(outcome);
session.onChange(start);
start();
navigator.serviceWorker?.register(language() === 'en' ? 'sw.js' : `sw.js?language=${language()}`).catch(() => {});

/** Shows the page of whoever is signed in, or asks who that is. */
function start() {
  const user = session.user();
  chat.open(null);
  list.reset();
  conversations.clear();
  clearPage();
  $('login').hidden = Boolean(user);
  $('shell').hidden = !user;
  if (!user) return login.focus();

  $('account').textContent = user.name ?? user.email;
  persist(() => conversations.refresh(), async () => conversations.showCopy(await keptList())).catch(explain);
  persist(() => models.load(() => chat.model), () => models.show(chat.model ?? models.value)).catch(explain);
  local.list();
  openFromAddress();
}

async function signOut() {
  if (!await local.mayLeave().catch(explain)) return;
  goTo(null);
  session.signOut();
}

function openFromAddress() {
  const [id, page] = [conversationInAddress(), pageInAddress()];
  list.select(id);
  drawer.close();
  showPage(page, startNew, () => conversations.refresh().catch(explain)).catch(explain);
  if (page) return;

  composer.open(id);
  composer.focus();
  chat.open(id).then(() => chat.goTo(messageInAddress())).then(() => delivery.flush());
}

function startNew() {
  goTo(null);
  openFromAddress();
}

function search() {
  drawer.open();
  $('search').focus();
}

function onCreated(conversation) {
  if (!conversation.temporary) wantTitle(conversation);
  goTo(conversation.id);
  composer.move(conversation.id);
  list.select(conversation.id);
}

/** Says nothing if it fails: the old title stays. */
async function giveTitle(id, reason) {
  // A turn that failed can be tried again.
  if (reason === 'error' || reason === 'interrupted') return;
  const changed = await betterTitle(id).catch(() => null);
  if (!changed) return;
  if (conversations.get(id)) conversations.put(changed);
  chat.update(changed);
}

function onGone(id) {
  notice(t('This conversation no longer exists.'));
  onDiscarded(id);
}

function onDiscarded(id) {
  conversations.remove(id);
  forget(id);
  leaveIfOpen(id);
}

function leaveIfOpen(id) {
  if (conversationInAddress() === id) startNew();
}

/** For the conversation that is open now, whatever is open when it is done. */
function changeModel(model_tag) {
  const { id } = chat;
  return async () => {
    // A conversation that the server does not have yet gets it with its next message.
    if (!id || chat.create) return;
    try {
      const changed = await api.changeConversation(id, { model_tag });
      chat.update(changed);
      // It is on top now, unless it is archived.
      conversations.refresh().catch(() => {});
    } catch (error) {
      explain(error);
      if (chat.id === id) models.show(chat.model);
    }
  };
}

function explain(error) {
  if (!(error instanceof session.SignedOut)) notice(error.message);
}

function showTheme() {
  const label = { system: t('Colours: system'), light: t('Colours: light'), dark: t('Colours: dark') }[theme()];
  for (const attribute of ['title', 'aria-label']) $('theme').setAttribute(attribute, label);
  $('theme').querySelector('use').setAttribute('href', `#i-${theme()}`);
}
