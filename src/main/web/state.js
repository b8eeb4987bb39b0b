/** The state of the account at a version: what the fold leads to. */
import { html, useEffect, useRef, useState } from './lib/preact.js';
import { get } from './api.js';
import { fold, beginning } from './fold.js';
import { Time } from './times.js';
import { Failure, Money } from './ui.js';

/**
 * Reads the state at a version, or now.
 *
 * @returns {{account: object|null, failure: object|null, path: string}}
 */
export function useStateAt(store, version) {
  const known = useRef(new Map());
  const [, read] = useState(0);
  const [failure, setFailure] = useState(null);
  const path = store.path(version === null ? '' : `?version=${version}`);
  useEffect(() => {
    if (version === null || known.current.has(version)) {
      setFailure(null);
      return undefined;
    }
    const stopped = new AbortController();
    const timer = setTimeout(() => get(path, stopped.signal).then(account => {
      known.current.set(version, account);
      setFailure(null);
      read(count => count + 1);
    }, problem => problem.name === 'AbortError' || setFailure(problem)), 60);
    return () => {
      clearTimeout(timer);
      stopped.abort();
    };
  }, [version]);
  return { account: version === null ? store.account : known.current.get(version) || null, failure, path };
}

/** @param version the version that the page shows */
export function State({ store, at, version }) {
  const { account, failure, path } = at;
  if (failure) {
    return html`<${Failure} failure=${failure} />`;
  }
  const currency = store.account.currency;
  return html`<div class="state" data-testid="state" aria-busy=${!account}>
    <h3>State at version ${version}</h3>
    ${!account ? html`<p class="quiet">Reading …</p>` : html`<dl class="facts">
      ${money('Balance', account.balance, currency)}
      ${money('Held', account.held, currency)}
      ${money('Overdraft', account.overdraft, currency)}
      ${money('Available', account.available, currency)}
      <dt>Status</dt><dd>${account.status}</dd>
      <dt>Restrictions</dt><dd>${restrictionsOf(account.restrictions)}</dd>
      <dt>Updated</dt><dd><${Time} at=${account.updatedAt} /></dd>
    </dl>
    <${Holds} store=${store} version=${version} held=${account.held} currency=${currency} />`}
    <p class="quiet request">GET ${path.replace(store.id, '{id}')}</p>
  </div>`;
}

const money = (label, amount, currency) => html`<dt>${label}</dt>
  <dd data-testid=${`state-${label.toLowerCase()}`}><${Money} amount=${amount} currency=${currency} /></dd>`;

function restrictionsOf({ debits, credits, reason }) {
  const stopped = [debits && 'debits', credits && 'credits'].filter(Boolean).join(' and ');
  return stopped ? `${stopped} stopped${reason ? `: ${reason}` : ''}` : 'none';
}

/** The holds that the events at hand tell of. Older ones are summed up. */
function Holds({ store, version, held, currency }) {
  if (held === undefined || Number(held) === 0) {
    return null;
  }
  const events = store.events.filter(event => event.version <= version);
  const { holds } = fold(beginning(store.digits), events);
  return html`<h4>Holds</h4>
    <ul class="holds">
      ${[...holds.values()].map(hold => html`<li><${Money} amount=${hold.remaining} currency=${currency} />
        ${' '}${hold.reference || ''}${hold.expiresAt
          && html` <span class="quiet">until <${Time} at=${hold.expiresAt} /></span>`}</li>`)}
      ${!store.complete && html`<li class="quiet">Holds from older events are in the sum above.</li>`}
    </ul>`;
}
