/** Calls of the service. The token is a variable of this module and is stored nowhere else. */
import { parse } from './json.js';

/** The service's address: the folder above the console. */
export const root = new URL('../', import.meta.url);

let token = null;
let whenRefused = () => {};

/** Sets the access token, or null. It stays in memory and is gone when the page is left. */
export function setToken(value) {
  token = value;
}

export function hasToken() {
  return token !== null;
}

/** Registers what happens when the service refuses the token. */
export function onRefusedToken(listener) {
  whenRefused = listener;
}

/** An answer from 400 up, or no answer at all (status 0). */
export class ApiError extends Error {
  constructor(status, problem, headers) {
    super(problem.detail || problem.title || 'The service gave no answer.');
    this.status = status;
    this.problem = problem;
    this.slug = String(problem.type || '').replace('urn:passbook:problem:', '');
    this.retryAfter = headers?.get('Retry-After') || null;
  }
}

/** Returns the URL of a path of the service. A path never leads to another origin. */
export function urlOf(path) {
  const url = new URL(path.replace(/^\/+/, ''), root);
  if (url.origin !== root.origin) {
    throw new Error('The path leads to another origin.');
  }
  return url;
}

export function authorization() {
  return token === null ? {} : { Authorization: `Bearer ${token}` };
}

/**
 * Sends a request and returns the answer, whatever its status.
 *
 * @returns {Promise<{status: number, headers: Headers, text: string, milliseconds: number}>}
 */
export async function send({ method = 'GET', path, headers = {}, body, signal }) {
  const started = performance.now();
  let response;
  let text;
  try {
    response = await fetch(urlOf(path), {
      method,
      headers: { Accept: 'application/json', ...authorization(), ...headers },
      body,
      signal,
      cache: 'no-store',
      credentials: 'omit',
      redirect: 'error',
    });
    text = await response.text();
  } catch (failure) {
    if (failure.name === 'AbortError') {
      throw failure;
    }
    throw new ApiError(0, { title: 'The service gave no answer', detail: 'The connection failed.' });
  }
  const milliseconds = performance.now() - started;
  if (response.status === 401 && token !== null) {
    whenRefused();
  }
  return { status: response.status, headers: response.headers, text, milliseconds };
}

/** Returns the parsed body of an answer, or an empty object where there is none. */
export function bodyOf(answer) {
  try {
    return answer.text ? parse(answer.text) : {};
  } catch {
    return {};
  }
}

/** Throws what the service refused. */
export function checked(answer) {
  if (answer.status >= 400) {
    throw new ApiError(answer.status, bodyOf(answer), answer.headers);
  }
  return answer;
}

/** Reads a path as JSON, with exact amounts. */
export async function get(path, signal) {
  return bodyOf(checked(await send({ path, signal })));
}
