import * as api from './api.js';
import { $, h } from './dom.js';

const KEY = 'samosachaat.model';

/** The choice of model: that of the open conversation, or of the next one. */
export function modelChoice(onChange) {
  const select = $('model');
  let known = [];

  select.addEventListener('change', () => {
    localStorage.setItem(KEY, select.value);
    onChange(select.value);
  });

  function show(tag) {
    // A conversation may have a model that is not served any more.
    const tags = known.some((model) => model.model_tag === tag) || !tag ? known : [{ model_tag: tag, available: false }, ...known];
    select.replaceChildren(...tags.map((model) => h('option', { value: model.model_tag }, model.available ? model.model_tag : `${model.model_tag} (away)`)));
    if (tag) select.value = tag;
    select.disabled = tags.length === 0;
  }

  return {
    /** The model for a new conversation. */
    get value() {
      return select.value || 'demo';
    },
    async load() {
      const chosen = select.value || localStorage.getItem(KEY);
      known = await api.models();
      show(known.some((model) => model.model_tag === chosen) ? chosen : known.find((model) => model.available)?.model_tag);
    },
    show,
  };
}
