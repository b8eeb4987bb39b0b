/** A row in full: the item as DynamoDB holds it, who caused its events, and its trace. */
import { html, useEffect, useState } from './lib/preact.js';
import { get } from './api.js';
import { movement } from './fold.js';
import { localMoney } from './money.js';
import { address } from './router.js';
import { Time } from './times.js';
import { counted, Dialog, Failure, Hint } from './ui.js';

/** @param version a version that the row holds */
export function RowDialog({ version, store, config, onClose }) {
  const [failure, setFailure] = useState(null);
  const row = store.rows.holding(version);
  useEffect(() => {
    if (!row) {
      store.loadRows(version + 1, false, 1).then(() => setFailure(store.rowsFailure));
    }
  }, [version]);
  return html`<${Dialog} title=${`The row of version ${version}`} onClose=${onClose}>
    ${failure && html`<${Failure} failure=${failure} />`}
    ${!row && !failure && html`<p class="quiet">Reading …</p>`}
    ${row && html`
      <p class="quiet"><${Time} at=${row.at} />${row.bytes !== undefined
        && ` · ${counted(row.bytes, 'byte')} · ${counted(row.writeUnits, 'write unit')}`}</p>
      ${commandsOf(row).map(([id, events]) => html`<${CommandOf} key=${id} id=${id} events=${events}
        store=${store} />`)}
      ${row.traceparent && html`<${Trace} traceparent=${row.traceparent} link=${config.traceLink} />`}
      ${row.chain && html`<p>Chain <code class="long">${row.chain}</code></p>`}
      ${row.item && html`<h3>The item</h3>
        <${Hint}>
          These are the attributes as DynamoDB’s own API shows them: S is a string, N a number, M a map, L a list.
        <//>
        <pre tabindex="0" role="region" aria-label="The item"
          data-testid="item">${JSON.stringify(row.item, null, 2)}</pre>`}`}
  <//>`;
}

/** Returns [command id, events] of a row, in their order. */
function commandsOf(row) {
  const commands = new Map();
  for (const event of row.events) {
    const id = event.commandId || `version ${event.version}`;
    commands.set(id, [...(commands.get(id) || []), event]);
  }
  return [...commands];
}

function CommandOf({ id, events, store }) {
  const { actor } = events.find(event => event.actor) || {};
  const transfer = events.find(event => event.transferId)?.transferId;
  return html`<section class="command-of">
    <h3>Command <code>${id}</code></h3>
    <ul>${events.map(event => html`<li>${event.version} ${event.type}
      ${movement(event) ? ` ${localMoney(event.amount, store.account.currency)}` : ''}
      ${event.reference ? html` <em>${event.reference}</em>` : ''}
      ${event.reverses ? ` reverses version ${event.reverses}` : ''}</li>`)}</ul>
    <p>${actor ? html`By <strong>${actor.subject}</strong> as ${actor.role}.` : 'No caller is recorded.'}</p>
    ${transfer && html`<${OtherLeg} transfer=${transfer} id=${store.id} />`}
  </section>`;
}

/** Finds the other account of a transfer. */
function OtherLeg({ transfer, id }) {
  const [state, setState] = useState({});
  useEffect(() => {
    get(`/transfers/${encodeURIComponent(transfer)}`).then(
      found => setState({ found }), failure => setState({ failure }));
  }, [transfer]);
  if (state.failure) {
    return html`<p class="quiet">The other leg is not shown to you.</p>`;
  }
  if (!state.found) {
    return html`<p class="quiet">Looking for the other leg …</p>`;
  }
  const { from, to, fromVersion, toVersion } = state.found;
  const [other, version, side] = from === id ? [to, toVersion, 'Paid to'] : [from, fromVersion, 'Paid by'];
  return html`<p>${side} <a href=${address('support', other)} data-testid="other-leg">account ${other}</a>${
    version ? `, version ${version}` : ''}.</p>`;
}

function Trace({ traceparent, link }) {
  const id = traceparent.split('-')[1] || traceparent;
  const url = link && /^https?:\/\//.test(link) ? link.replaceAll('{traceId}', encodeURIComponent(id)) : null;
  return html`<p>Trace ${url
    ? html`<a href=${url} target="_blank" rel="noopener noreferrer" data-testid="trace">${id}</a>`
    : html`<code class="long">${id}</code>`}</p>`;
}
