/** How far the relay has published the account, and the keys that are remembered for it. */
import { html } from './lib/preact.js';
import { duration, Time } from './times.js';
import { Command, counted, Hint } from './ui.js';

export function Publication({ store }) {
  const { publication } = store;
  return html`<section class="card no-print" aria-labelledby="relay-title" data-testid="publication">
    <h2 id="relay-title">Domain events</h2>
    <${Hint}>The relay tells other systems what happened, in order. Its cursor is a row of the same table.<//>
    ${publication === undefined && html`<p class="quiet">${
      store.rowsFailure ? 'Only operators see the cursor.' : 'Reading …'}</p>`}
    ${publication === null && html`<p>No relay has published this account yet.</p>`}
    ${publication && html`<${Cursor} publication=${publication} store=${store} />`}
  </section>`;
}

function Cursor({ publication, store }) {
  const { publishedVersion, unpublished, parked } = publication;
  return html`
    <p>The cursor is at version <strong>${publishedVersion}</strong> of ${store.head}.
      ${unpublished > 0
        ? ` Not published yet: ${counted(unpublished, 'event')}${lagOf(store, publishedVersion)}.`
        : ' All events are published.'}</p>
    ${parked && html`<div class="failure" data-testid="parked">
      <strong>Parked${parked.version ? ` at version ${parked.version}` : ''}</strong>
      <p>${parked.reason}</p>
      <p>Since <${Time} at=${parked.since} />. Mend the cause first. The account’s next event takes it out of parking;
        to have it at once:</p>
      <${Command} text=${`java -jar target/passbook-1.0.0-SNAPSHOT-runner.jar catch-up --account ${store.id}`}
        label="the operator’s command" testId="catch-up" />
    </div>`}`;
}

/** Returns for how long the oldest unpublished event has waited, if it is known. */
function lagOf(store, publishedVersion) {
  const oldest = store.events.find(event => event.version === publishedVersion + 1);
  return oldest ? `; the oldest has waited for ${duration(Date.now() - Date.parse(oldest.at))}` : '';
}

/** The idempotency records, which lie in partitions of their own (dev). */
export function Records({ store }) {
  if (!store.records) {
    return null;
  }
  return html`<section class="card" aria-labelledby="keys-title" data-testid="records">
    <h2 id="keys-title">Idempotency records</h2>
    <${Hint}>
      A key’s record keeps the first answer. It is written in one transaction with the event’s row, so neither is
      there without the other.
    <//>
    ${store.records.length === 0 && html`<p class="quiet">None yet. Send a request with a key.</p>`}
    <ul class="records">
      ${store.records.map(record => html`<li><code>${record.id.slice(0, 14)}…</code>
        <span>→ ${record.status}, ${counted(record.bytes, 'byte')}</span>
        <span class="quiet">${expiry(record.expiresAt)}</span></li>`)}
    </ul>
  </section>`;
}

function expiry(at) {
  const left = Date.parse(at) - Date.now();
  return left > 0 ? `forgotten in ${duration(left)}` : 'to be forgotten';
}
