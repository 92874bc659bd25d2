// The operations of the account and of administrators, as docs and /openapi/v1.json describe them.

import { call, json, nextCursor } from '../api.js';

export const rename = (name) => json('/auth/me', { method: 'PATCH', body: { name } });
export const changePassword = (current_password, new_password) => call('/auth/password', { method: 'POST', body: { current_password, new_password } });
export const deleteAccount = (password) => call('/auth/me', { method: 'DELETE', body: { password } });
export const usage = () => json('/auth/me/usage');

export const sessions = () => json('/auth/sessions');
export const endSession = (id) => call(`/auth/sessions/${id}`, { method: 'DELETE' });
export const endAllSessions = () => call('/auth/sessions', { method: 'DELETE' });

/** The newest deletions. */
export const trash = () => json('/trash?limit=200');
export const deleteTrashed = (id) => call(`/trash/${id}`, { method: 'DELETE' });
export const emptyTrash = () => call('/trash', { method: 'DELETE' });
export const retention = () => json('/auth/me/retention');
export const setRetention = (days) => call('/auth/me/retention', { method: 'PUT', body: { days } });

export const keys = () => json('/auth/keys');
export const createKey = (body) => json('/auth/keys', { method: 'POST', body });
export const deleteKey = (id) => call(`/auth/keys/${id}`, { method: 'DELETE' });

export const invite = (role) => json('/admin/invites', { method: 'POST', body: { role } });
export const changeUser = (id, change) => json(`/admin/users/${id}`, { method: 'PATCH', body: change });
export const deleteUser = (id) => call(`/admin/users/${id}`, { method: 'DELETE' });
export const endSessionsOf = (id) => call(`/admin/users/${id}/sessions`, { method: 'DELETE' });

/** A page of accounts, the oldest first; `next` is the place of the page after it, or null. */
export async function users(cursor) {
  const response = await call(`/admin/users?limit=50${cursor ? `&cursor=${cursor}` : ''}`);
  return { items: await response.json(), next: nextCursor(response) };
}
