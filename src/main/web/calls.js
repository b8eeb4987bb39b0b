/** The calls of DynamoDB that a request took, where the service records them (dev). */
import { bodyOf, get, send } from './api.js';
import { counted } from './ui.js';

let last = 0;

/**
 * Sends requests at once and returns their answers with the calls of DynamoDB that they took.
 *
 * @param config the console's settings
 * @param requests one request, or several that start together
 * @returns {Promise<{answers: object[], calls: object[]|null, milliseconds: number}>} calls is null where the
 *   service records none
 */
export async function measured(config, requests) {
  if (config.calls) {
    await recorded();
  }
  const started = performance.now();
  const answers = await Promise.all(requests.map(sent));
  const milliseconds = performance.now() - started;
  const calls = config.calls ? ofAnswers(await recorded(), answers) : null;
  return { answers, calls, milliseconds };
}

async function sent(request) {
  const answer = await send(request);
  return { ...answer, request, body: bodyOf(answer) };
}

async function recorded() {
  try {
    const page = await get(`/console/calls?after=${last}`);
    last = page.last;
    return page.calls;
  } catch {
    return [];
  }
}

/** Returns the calls that the answers' requests took. A group commit names one of the requests that it writes for. */
function ofAnswers(calls, answers) {
  const ids = new Set(answers.map(answer => answer.headers.get('X-Request-Id')));
  return calls.filter(call => ids.has(call.requestId));
}

/** Returns a sentence such as '2 calls, 4 write units'. */
export function summary(calls) {
  const units = kind => calls.filter(call => call.kind === kind).reduce((sum, call) => sum + call.units, 0);
  const parts = [counted(calls.length, 'call')];
  for (const kind of ['write', 'read']) {
    const sum = units(kind);
    if (sum > 0) {
      parts.push(counted(sum, `${kind} unit`));
    }
  }
  return parts.join(', ');
}
