/** The fold: which rows one Query reads for a version, and how they lead to its state. */
import { html, useMemo } from './lib/preact.js';
import { checkSnapshots, lastVersion, movement } from './fold.js';
import { localMoney, localNumber, signed } from './money.js';
import { address } from './router.js';
import { State } from './state.js';
import { counted, Hint, wordsOf } from './ui.js';

const MOST_CHECKED = 200;

/**
 * @param version the version that the page shows
 * @param reading what the Query reads (fold.js, explain)
 * @param interval the number of versions from one due snapshot to the next
 * @param at the state that the service answered (state.js)
 */
export function Reading({ store, version, reading, interval, at }) {
  return html`<section class="card" aria-labelledby="fold-title">
    <h2 id="fold-title">How version ${version} is read</h2>
    <${Explanation} store=${store} version=${version} reading=${reading} interval=${interval} />
    <${State} store=${store} at=${at} version=${version} />
  </section>`;
}

function Explanation({ store, version, reading, interval }) {
  const { read, from, added, bytes, units, queries, certain } = reading;
  const { currency } = store.account;
  if (!read.length || !certain) {
    return html`<p class="quiet">Reading the rows …</p>`;
  }
  if (read[0].isEvent) {
    return html`<p class="note">The rows that this takes are shown to operators.</p>`;
  }
  const newest = version === store.head;
  return html`<div class="explanation" data-testid="fold">
    <ol class="steps">
      <li><strong>${queries === 1 ? 'One Query' : 'Two Queries'}</strong>
        ${' '}${newest ? 'for the newest rows' : `from version ${version} back`}:
        ${' '}${counted(read.length, 'row')}, ${counted(bytes, 'byte')},
        ${' '}<strong>${counted(units, 'read unit')}</strong>.</li>
      <li>${from
        ? html`<strong>The fold starts from the snapshot</strong> after version ${lastVersion(from)}:
          ${' '}${localMoney(snapshotBalance(from), currency)}.`
        : html`<strong>The fold starts at the beginning.</strong> No snapshot is needed yet.`}</li>
      <li><strong>${added.length === 0 ? 'No event' : counted(added.length, 'event')}</strong>
        ${onTop(added.length)}
        ${added.length > 0 && html`<${Sum} added=${added} />`}</li>
    </ol>
    <${Check} store=${store} version=${version} />
    <${Hint}>
      ${due(interval)} That is why the newest balance costs one Query, whether the account has ten events or a million. A
      read unit pays for 4 KB.
      ${newest && from && ' An instance that has seen this snapshot before reads no row that is older.'}
      ${queries > 1 && !newest && ` A read of an older version asks for the rows from version
        ${version - (version % interval)} on. Here the row with that version began before it, so a second Query looked
        further back.`}
    <//>
  </div>`;
}

const due = interval => (interval === 1
  ? 'Each row carries a snapshot, so one row is always enough.'
  : `A snapshot is due every ${interval} versions, so the newest ${interval} rows hold one, or they are all the rows
    that there are.`);

const onTop = count => (count === 0
  ? ' comes after it: the snapshot is the state.'
  : ` ${count === 1 ? 'comes' : 'come'} on top:`);

/** A snapshot's amounts come with as many digits as DynamoDB keeps, so zeros are added. */
function snapshotBalance(row) {
  return row.events.at(-1)?.balance ?? row.snapshot.balance;
}

function Sum({ added }) {
  const shown = added.slice(-9);
  return html`<ol class="sum">
    ${shown.length < added.length && html`<li class="quiet">… ${added.length - shown.length} more</li>`}
    ${shown.map(event => {
      const moved = movement(event);
      return html`<li><span>${event.version}</span> <span>${wordsOf(event.type)}</span>
        <span class="moved">${moved ? signed(moved.amount, moved.negative) : '·'}</span>
        <span class="balance">${event.balance === undefined ? '' : localNumber(event.balance)}</span></li>`;
    })}
  </ol>`;
}

/**
 * Compares the snapshots of the newest rows with the fold.
 *
 * @param here whether the history can be checked on the same page
 */
export function Check({ store, version, here = false }) {
  const { rows, next } = store.rows.downFrom(version);
  const { checked, wrong } = useMemo(() => checkSnapshots(rows.slice(0, MOST_CHECKED), store.digits), [rows]);
  if (wrong.length) {
    return html`<p class="check-bad" role="alert" data-testid="snapshot-check">Snapshot ≠ fold at
      ${wrong.map(each => ` version ${each.version} (snapshot ${each.snapshot}, fold ${each.fold})`).join(',')}.
      ${' '}${here ? 'Check the history.' : html`<a href=${address('support', store.id)}>Check the history.</a>`}</p>`;
  }
  if (checked === 0) {
    return html`<p class="quiet" data-testid="snapshot-check">${next === 0
      ? 'There is no snapshot yet.'
      : 'Scroll down to load rows, and the snapshots are compared with the fold.'}</p>`;
  }
  return html`<p class="check-good" data-testid="snapshot-check">Snapshot = fold ✓
    <span class="quiet"> ${counted(checked, 'snapshot')} compared</span></p>`;
}
