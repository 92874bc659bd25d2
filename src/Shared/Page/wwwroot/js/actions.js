// The row below a message: its buttons, and its facts.

import { copy } from './copy.js';
import { h, icon, iconButton } from './dom.js';
import { announce } from './notice.js';
import { plural, t } from './text.js';
import { moment, when } from './times.js';

const SHOWN = 2000;

export function copyButton(label, text) {
  const button = iconButton('copy', label, async () => {
    if (!await copy(text)) return;
    announce(t('Copied.'));
    button.replaceChildren(icon('check'));
    setTimeout(() => button.replaceChildren(icon('copy')), SHOWN);
  });
  return button;
}

/** When a message was stored, and the tokens of an answer. It is seen where one points at the message, or has the focus in it. */
export const facts = ({ created_at, role, token_count, usage }) => h('span', { class: 'facts' },
  created_at ? h('time', { datetime: created_at, title: when(created_at) }, moment(created_at)) : null,
  role === 'assistant' ? h('span', { title: usage ? inWords(usage) : null }, counted(token_count)) : null);

const counted = (tokens) => plural(tokens, '{n} token', '{n} tokens');

const inWords = ({ prompt_tokens, completion_tokens, reasoning_tokens }) => [
  prompt_tokens === null ? null : t('Prompt: {tokens}', { tokens: counted(prompt_tokens) }),
  reasoning_tokens ? t('Reasoning: {tokens}', { tokens: counted(reasoning_tokens) }) : null,
  t('Answer: {tokens}', { tokens: counted(completion_tokens) }),
].filter(Boolean).join('. ');
