/**
 * Server-Sent Events over fetch. EventSource can't send an Authorization header, so this reads the stream
 * itself, resumes after the last event that it received, and connects again with growing pauses.
 */
import { ApiError, authorization, bodyOf, urlOf } from './api.js';
import { parse } from './json.js';

const LONGEST_PAUSE = 15_000;
/** The service sends a comment at least every 15 seconds, so a longer silence is a dead connection. */
const SILENCE = 40_000;

/**
 * Follows an account's events.
 *
 * @param after the version after which the stream begins
 * @param onEvent receives each event
 * @param onState receives 'connecting', 'live', 'waiting' or 'unavailable'
 * @returns a function that ends it
 */
export function follow(id, after, onEvent, onState) {
  const ended = new AbortController();
  run(id, after, onEvent, onState, ended.signal);
  return () => ended.abort();
}

async function run(id, after, onEvent, onState, ended) {
  let last = after;
  let pause = 500;
  const received = event => {
    last = event.version;
    onEvent(event);
  };
  while (!ended.aborted) {
    onState('connecting');
    try {
      await connect(id, last, received, () => {
        pause = 500;
        onState('live');
      }, ended);
    } catch (failure) {
      if (failure instanceof ApiError && failure.status < 500 && failure.status !== 429) {
        onState('unavailable');
        return;
      }
    }
    if (ended.aborted) {
      return;
    }
    onState('waiting');
    await rest(pause * (0.75 + Math.random() / 2), ended);
    pause = Math.min(pause * 2, LONGEST_PAUSE);
  }
}

function rest(milliseconds, ended) {
  return new Promise(done => {
    const timer = setTimeout(done, milliseconds);
    ended.addEventListener('abort', () => {
      clearTimeout(timer);
      done();
    }, { once: true });
  });
}

async function connect(id, last, onEvent, onOpen, ended) {
  const connection = new AbortController();
  const close = () => connection.abort();
  ended.addEventListener('abort', close);
  let watchdog = setTimeout(close, SILENCE);
  try {
    const response = await fetch(urlOf(`/accounts/${id}/events`), {
      headers: { Accept: 'text/event-stream', 'Last-Event-ID': String(last), ...authorization() },
      signal: connection.signal,
      cache: 'no-store',
      credentials: 'omit',
    });
    if (!response.ok) {
      throw new ApiError(response.status, bodyOf({ text: await response.text() }), response.headers);
    }
    onOpen();
    const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
    const feed = eventReader(onEvent);
    for (;;) {
      const { value, done } = await reader.read();
      if (done) {
        return;
      }
      clearTimeout(watchdog);
      watchdog = setTimeout(close, SILENCE);
      feed(value);
    }
  } finally {
    clearTimeout(watchdog);
    ended.removeEventListener('abort', close);
  }
}

/** Returns a function that takes pieces of an event stream and passes on each whole event. */
export function eventReader(onEvent) {
  let rest = '';
  let data = [];
  const line = text => {
    if (text === '') {
      if (data.length) {
        onEvent(parse(data.join('\n')));
      }
      data = [];
    } else if (text.startsWith('data:')) {
      data.push(text.slice(5).trimStart());
    }
  };
  return piece => {
    const lines = (rest + piece).split(/\r\n|\n|\r/);
    rest = lines.pop();
    lines.forEach(line);
  };
}
