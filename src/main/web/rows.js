/** The rows of an account as DynamoDB holds them: one box for each commit. */
import { html } from './lib/preact.js';
import { aside, lastVersion, movement } from './fold.js';
import { localNumber, signed } from './money.js';
import { Time } from './times.js';
import { counted, Failure, Hint, Money } from './ui.js';
import { VirtualList } from './virtual.js';

/**
 * @param store the account
 * @param version the version that the page shows
 * @param reading what the Query for that version reads (fold.js, explain)
 * @param onRaw opens a row's item
 */
export function Rows({ store, version, reading, onRaw, onVersion }) {
  const { rows, next } = store.rows.downFrom(version);
  const read = new Set(reading.read);
  const largest = rows.slice(0, 200).reduce((most, row) => Math.max(
    most, ...row.events.map(event => Math.abs(Number(event.balance ?? 0)))), 1);
  const later = store.head - (rows[0] ? Math.max(version, lastVersion(rows[0])) : version);
  return html`<section aria-labelledby="rows-title">
    <h2 id="rows-title">Rows, as DynamoDB holds them</h2>
    <${Hint}>
      Each box is one row: one commit, added by a conditional write that fails if another writer was first. It holds
      several events if commands waited together. A write unit pays for 1 KB, and a transaction costs double. An amount in
      brackets is held: it is set aside, and the balance stays.
    <//>
    ${store.rowsFailure && (store.rowsFailure.status === 403
      ? html`<p class="note">Only operators see rows. These are the account’s events; which of them share a row
        is not shown to you.</p>`
      : html`<${Failure} failure=${store.rowsFailure} onRetry=${() => store.loadRows(version + 1)} />`)}
    ${later > 0 && html`<p class="note">
      ${later.toLocaleString()} later ${later === 1 ? 'event is' : 'events are'} not read. History never changes:
      a write goes to the <button type="button" class="link" onClick=${() => onVersion(null)}>newest version</button>.
    </p>`}
    <${VirtualList} items=${rows} label="Rows, newest first" testId="rows"
      keyOf=${row => String(row.version)} estimate=${heightOf} total=${next === 0 ? rows.length : -1}
      onEnd=${() => next > 0 && store.loadRows(next + 1, false, 100)}
      render=${row => html`<${Row} row=${row} version=${version} largest=${largest}
        isRead=${read.has(row) && !row.isEvent}
        isStart=${reading.from === row} currency=${store.account.currency} onRaw=${onRaw} onVersion=${onVersion} />`} />
    ${next > 0 && !store.rowsFailure && html`<p class="quiet">Reading older rows …</p>`}
  </section>`;
}

const heightOf = row => 56 + 28 * row.events.length + (row.snapshot ? 34 : 0);

function Row({ row, version, largest, isRead, isStart, currency, onRaw, onVersion }) {
  const last = lastVersion(row);
  const name = row.version === last ? `Version ${row.version}` : `Versions ${row.version}–${last}`;
  return html`<article class=${`row${isRead ? ' is-read' : ''}${isStart ? ' is-start' : ''}`} aria-label=${name}
      data-testid="row" data-version=${row.version}>
    <header>
      <h3>${name}</h3>
      <p class="quiet"><${Time} at=${row.at} />${!row.isEvent && html` · ${counted(row.bytes, 'byte')} ·
        ${' '}${counted(row.writeUnits, 'write unit')}`}</p>
      ${isStart && html`<p class="mark">fold starts here</p>`}
      ${isRead && !isStart && html`<p class="mark light">read</p>`}
      ${!row.isEvent && html`<button type="button" class="link" data-testid="raw-row"
        onClick=${() => onRaw(row)}>Raw row<span class="for-readers"> ${name}</span></button>`}
    </header>
    <ol class="events">
      ${row.events.map(event => html`<${EventLine} event=${event} version=${version} largest=${largest}
        onVersion=${onVersion} />`)}
    </ol>
    ${row.unreadable && html`<p class="check-bad">An event of this row can’t be read, so the account answers 500.</p>`}
    ${row.snapshot && html`<${SnapshotLine} row=${row} currency=${currency} />`}
  </article>`;
}

function EventLine({ event, version, largest, onVersion }) {
  const moved = movement(event);
  const kind = moved ? (moved.negative ? 'debit' : 'credit') : 'other';
  const share = Math.abs(Number(event.balance ?? 0)) / largest;
  return html`<li class=${`event ${kind}${event.version > version ? ' is-later' : ''}`} data-testid="event"
      data-version=${event.version} aria-current=${event.version === version ? 'true' : null}>
    <button type="button" class="version" title="Show the account at this version"
      aria-label=${`Show version ${event.version}`} onClick=${() => onVersion(event.version)}>${event.version}</button>
    <span class="type">${event.type}</span>
    <span class="moved">${moved ? signed(moved.amount, moved.negative) : aside(event)}</span>
    <span class="reference" title=${event.reference || ''}>${event.reference || ''}</span>
    <span class="bar" aria-hidden="true"><i style=${{ width: `${Math.min(100, 100 * share)}%` }}></i></span>
    <span class="balance"><span class="for-readers">balance </span>${
      event.balance === undefined ? '–' : localNumber(event.balance)}</span>
  </li>`;
}

function SnapshotLine({ row, currency }) {
  const { snapshot } = row;
  return html`<p class="snapshot" data-testid="snapshot">
    <strong>Snapshot</strong> in the same write: the state after version ${lastVersion(row)}.
    ${' '}Balance <${Money} amount=${snapshot.balance} currency=${null} /> ${currency}, ${snapshot.status},
    ${' '}schema ${snapshot.schema}.
  </p>`;
}
