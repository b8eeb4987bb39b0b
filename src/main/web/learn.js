/** The learning view of an account: its rows, the fold, and what one can do. */
import { html, useEffect, useMemo, useState } from './lib/preact.js';
import { RowDialog } from './detail.js';
import { Do } from './do.js';
import { Experiments } from './experiments.js';
import { explain } from './fold.js';
import { Publication, Records } from './publication.js';
import { Reading } from './reading.js';
import { Rows } from './rows.js';
import { useStateAt } from './state.js';
import { Travel } from './travel.js';
import { localMoney } from './money.js';
import { Jump, Money } from './ui.js';

export function Learn({ store, config, list, onOpened }) {
  const [chosen, setChosen] = useState(null);
  const [raw, setRaw] = useState(null);
  const version = chosen ?? store.head;
  const setVersion = to => setChosen(to === null || to >= store.head ? null : Math.max(1, to));
  const at = useStateAt(store, chosen);
  const { rows } = store.rows.downFrom(version);
  const reading = useMemo(() => explain(rows, version, store.head, config.snapshotInterval),
    [rows, version, store.head]);
  useMissingRows(store, version, rows, reading.certain);
  const { account } = store;
  const shown = at.account || store.events.find(event => event.version === version);
  return html`<main class="account" id="main" tabindex="-1">
    <div class="first">
      <header class="headline">
        <div><h1>${account.owner || 'No owner named'}</h1>
          <p class="quiet"><span class="id">account-${account.id}</span> · ${account.status}
            ${' '}<${Live} state=${store.live} /></p></div>
        <p class="big" data-testid="balance"><${Money} amount=${shown?.balance} currency=${account.currency} />
          <small> at version <span data-testid="shown-version">${version}</span></small></p>
      </header>
      <${Jump} to=${{ 'fold-title': 'The fold', 'do-title': 'Do', 'try-title': 'Races', 'rows-title': 'Rows' }} />
      <${Travel} store=${store} version=${version} chosen=${chosen} onVersion=${setVersion} />
    </div>
    <div class="beside">
      <${Reading} store=${store} version=${version} reading=${reading} at=${at}
        interval=${config.snapshotInterval} />
      <${Do} store=${store} config=${config} version=${chosen} accounts=${list.accounts || []} onOpened=${onOpened} />
      <${Experiments} store=${store} config=${config} />
      <${Publication} store=${store} />
      <${Records} store=${store} />
    </div>
    <div class="last">
      <${Rows} store=${store} version=${version} reading=${reading} onVersion=${setVersion}
        onRaw=${row => setRaw(row.version)} />
    </div>
    ${raw && html`<${RowDialog} version=${raw} store=${store} config=${config} onClose=${() => setRaw(null)} />`}
    <${Arrivals} store=${store} />
  </main>`;
}

/** Reads the rows that the shown version needs, once the slider rests. */
function useMissingRows(store, version, rows, certain) {
  useEffect(() => {
    if (certain || store.rowsFailure?.status === 404) {
      return undefined;
    }
    const { next } = store.rows.downFrom(version);
    const timer = setTimeout(() => next > 0 && store.loadRows(next + 1), rows.length ? 0 : 120);
    return () => clearTimeout(timer);
  }, [version, certain, rows.length]);
}

const LIVE = {
  connecting: 'connecting',
  live: 'live',
  waiting: 'connection lost, trying again',
  unavailable: 'looks for news every 5 seconds',
};

function Live({ state }) {
  return html`<span class=${`live ${state}`} data-testid="live">${LIVE[state]}</span>`;
}

/** Tells screen readers what arrived. */
function Arrivals({ store }) {
  const event = store.arrived ? store.events.at(-1) : {};
  const balance = event.balance === undefined ? '' : `, balance ${localMoney(event.balance, store.account.currency)}`;
  return html`<p class="for-readers"
    role="status">${event.type && `Version ${event.version}: ${event.type}${balance}.`}</p>`;
}
