/** Shows what a request was, what came back, and what it took. */
import { html } from './lib/preact.js';
import { ApiError, root } from './api.js';
import { summary } from './calls.js';
import { curlText } from './curl.js';
import { indented } from './json.js';
import { adviceFor, Command, counted } from './ui.js';

export const origin = root.href.replace(/\/$/, '');

const milliseconds = value => `${value.toFixed(value < 10 ? 1 : 0)} ms`;

/** @param outcome what calls.js measured for one request */
export function Result({ outcome, config }) {
  const [answer] = outcome.answers;
  return html`<div class="result" data-testid="result">
    <${StatusLine} answer=${answer} />
    ${answer.status >= 400 && html`<p>${adviceFor(new ApiError(answer.status, answer.body, answer.headers))}</p>`}
    <${Calls} calls=${outcome.calls} />
    <${Command} text=${curlText(origin, answer.request, config.auth !== 'none')} label="the curl command"
      testId="curl" />
    ${answer.text && html`<details>
      <summary>The answer</summary>
      <pre tabindex="0" data-testid="answer">${headersOf(answer)}${indented(answer.text)}</pre>
    </details>`}
  </div>`;
}

export function StatusLine({ answer }) {
  const good = answer.status < 400;
  const replayed = answer.headers.get('Idempotency-Replayed') === 'true';
  const dry = answer.headers.get('Passbook-Dry-Run') === 'true';
  return html`<p class=${good ? 'status good' : 'status bad'} data-testid="status">
    <strong>${answer.status}</strong>
    ${' '}${good ? accepted(answer, replayed, dry) : answer.body.detail || answer.body.title}
    ${' '}<span class="quiet">${milliseconds(answer.milliseconds)}</span>
  </p>`;
}

function accepted(answer, replayed, dry) {
  if (dry) {
    return 'So it would be. Nothing was written.';
  }
  if (replayed) {
    return 'The first answer, again. Nothing was written twice.';
  }
  const version = answer.headers.get('ETag');
  return version ? `Written. The account is at version ${version.replaceAll('"', '')}.` : 'Written.';
}

const SHOWN = ['Location', 'ETag', 'Idempotency-Replayed', 'Passbook-Dry-Run', 'Retry-After'];

function headersOf(answer) {
  const lines = SHOWN.filter(name => answer.headers.has(name)).map(name => `${name}: ${answer.headers.get(name)}\n`);
  return lines.length ? `${lines.join('')}\n` : '';
}

/** Lists the calls of DynamoDB. */
export function Calls({ calls }) {
  if (calls === null) {
    return html`<p class="quiet">The rows show what was written. DynamoDB’s calls are not shown where callers need a
      token.</p>`;
  }
  if (!calls.length) {
    return html`<p class="quiet" data-testid="calls">DynamoDB was not asked.</p>`;
  }
  return html`<details open=${calls.length <= 4}>
    <summary data-testid="calls">DynamoDB: ${summary(calls)}</summary>
    <ul class="calls">
      ${calls.map(call => html`<li>
        <strong>${call.operation}</strong>
        ${' '}${rowsOf(call)} ${units(call)} ${milliseconds(call.milliseconds)}
        ${call.outcome !== 'ok' && html` <em>${call.outcome}</em>`}
      </li>`)}
    </ul>
  </details>`;
}

/** Returns which rows a call writes: a version of an account's stream, a key's record, or both. */
function rowsOf(call) {
  const names = (call.rows || [call]).map(({ stream, version }) => (
    stream?.startsWith('key-') ? 'key' : version ? `version ${version}` : stream?.split('-')[0] || ''));
  return names.join(' + ');
}

const units = call => `· ${counted(call.units, `${call.kind} unit`)} ·`;
