import * as api from './api.js';
import { connection, isOffline, onConnection } from './connection.js';
import { $, h } from './dom.js';
import { t } from './text.js';

const KEY = 'samosachaat.model';

/** The choice of model: that of the open conversation, or of the next one. `onChange` gives back what is to be done when the choice before is done. */
export function modelChoice(onChange) {
  const select = $('model');
  // Null until the server has said what it serves: nothing is away before that.
  let known = null;
  let isHeld = false;
  let changed = Promise.resolve();
  let arrive;
  const arrived = new Promise((resolve) => {
    arrive = resolve;
  });

  select.addEventListener('change', () => {
    const { value } = select;
    localStorage.setItem(KEY, value);
    changed = changed.then(onChange(value));
  });

  onConnection(fit);

  function show(tag) {
    const served = known ?? [];
    // A conversation may have a model that is not served any more.
    const tags = served.some((model) => model.model_tag === tag) || !tag ? served : [{ model_tag: tag, available: known === null }, ...served];
    select.replaceChildren(...tags.map((model) => h('option', { value: model.model_tag }, model.available ? model.model_tag : t('{model} (unavailable)', { model: model.model_tag }))));
    if (tag) select.value = tag;
    fit();
  }

  function fit() {
    // A skeleton until the models are known.
    select.classList.toggle('loading', known === null && select.options.length === 0);
    select.disabled = isHeld || isOffline() || select.options.length === 0;
  }

  return {
    get value() {
      return select.value || localStorage.getItem(KEY);
    },
    /** The model for a new conversation. Waits until the server has said which ones it serves; null if it is away and this browser knows of none. */
    async chosen() {
      await Promise.race([arrived, connection({ isLost: true })]);
      if (known && !select.value) throw new Error(t('This server has no model yet. Ask its operator to connect one.'));
      return this.value;
    },
    /** Waits until the server knows the newest choice, or has refused it. */
    async settled(signal) {
      await changed;
      signal.throwIfAborted();
    },
    /** @param openModel tells the open conversation's, if there is one by then. */
    async load(openModel) {
      const chosen = select.value || localStorage.getItem(KEY);
      known = await api.models();
      const next = known.find((model) => model.model_tag === chosen) ?? known.find((model) => model.available) ?? known[0];
      show(openModel() ?? next?.model_tag);
      arrive();
    },
    hold(held) {
      isHeld = held;
      fit();
    },
    show,
  };
}
