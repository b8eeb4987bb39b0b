/**
 * The console's start: settings, token, page.
 *
 * Browser tests find elements by these data-testid attributes.
 * Everywhere: find, account-list, account, open-account, balance, dialog, failure, token-field, use-token, sign-in,
 *   sign-out, nav-learn, nav-support.
 * Rows and fold: rows, row (data-version: its first version), event (data-version), snapshot, raw-row, item, fold,
 *   snapshot-check, slider, at, newest, restart, plot, shown-version, state, state-balance, state-held,
 *   state-overdraft, state-available, live, publication, parked, catch-up, records.
 * Do: action-open, action-credit, action-withdraw, action-transfer, action-hold, action-capture, action-release,
 *   action-reverse, action-overdraft, action-restrict, action-close, action-form, field-<name> (field-amount …), mode,
 *   if-match, send, result, status, calls, curl, answer.
 * Experiments: race, race-result, race-rows, replay, replay-result, lose-answer, lose-answer-result.
 * Support: timeline, timeline-event (data-version), filter-type, filter-from, filter-to, filter-reference, open-row,
 *   other-leg, trace, integrity, integrity-result, statement, statement-month, statement-show, statement-csv,
 *   statement-print, statement-paper.
 */
import { html, render, useEffect, useRef, useState } from './lib/preact.js';
import { AccountStore } from './account.js';
import { Accounts, useAccounts } from './accounts.js';
import { get, hasToken, onRefusedToken, setToken } from './api.js';
import { Damaged } from './damaged.js';
import { Learn } from './learn.js';
import { address, go, useRoute } from './router.js';
import { SignIn } from './signin.js';
import { Support } from './support.js';
import { signedIn } from './tokens.js';
import { Failure, Hint, useStore } from './ui.js';

function Console({ config, reason }) {
  const route = useRoute();
  const [signed, setSigned] = useState({ in: config.auth === 'none' || hasToken(), reason });
  useEffect(() => onRefusedToken(() => {
    setToken(null);
    setSigned({ in: false, reason: 'The service did not accept the token, or it has ended.' });
  }), []);
  const enter = token => {
    setToken(token);
    setSigned({ in: true, reason: null });
  };
  const leave = () => {
    setToken(null);
    setSigned({ in: false, reason: null });
  };
  return html`<a class="skip" href="#main" onClick=${skip}>To the content</a>
    <header class="top no-print">
      <a class="name" href="../">Passbook</a>
      <nav aria-label="Views">
        <a href=${address('accounts', route.id)} data-testid="nav-learn"
          aria-current=${route.page === 'accounts' ? 'page' : null}>Learn</a>
        <a href=${address('support', route.id)} data-testid="nav-support"
          aria-current=${route.page === 'support' ? 'page' : null}>Support</a>
      </nav>
      ${config.auth !== 'none' && signed.in && html`<button type="button" class="small" data-testid="sign-out"
        onClick=${leave}>Sign out</button>`}
    </header>
    ${signed.in
      ? html`<${Pages} route=${route} config=${config} />`
      : html`<${SignIn} config=${config} reason=${signed.reason} onToken=${enter} />`}`;
}

function skip(event) {
  event.preventDefault();
  document.getElementById('main')?.focus();
}

function Pages({ route, config }) {
  const list = useAccounts(config);
  const store = useAccount(route.id);
  useStore(store);
  const version = store?.account?.version;
  useEffect(() => {
    if (version && list.accounts) {
      list.see(store.account);
    }
  }, [store, version, list.accounts === null]);
  useFocus(route, store?.account ? 'shown' : 'reading');
  const opened = id => {
    list.refresh();
    go(route.page, id);
  };
  const View = route.page === 'support' ? Support : Learn;
  return html`<div class="page">
    <${Accounts} list=${list} page=${route.page} selected=${route.id} store=${store} config=${config} />
    ${!store && html`<${Welcome} page=${route.page} interval=${config.snapshotInterval} />`}
    ${store?.failure && html`<main class="account plain" id="main" tabindex="-1"><h1>This account can’t be shown</h1>
      <${Failure} failure=${store.failure} onRetry=${() => store.open()} />
      ${store.failure.status === 500 && html`<${Damaged} store=${store} />`}</main>`}
    ${store && !store.failure && !store.account && html`<main class="account plain" id="main" tabindex="-1">
      <p class="quiet" role="status">Reading the account …</p></main>`}
    ${store?.account && !store.failure && html`<${View} key=${route.page + route.id} store=${store} config=${config}
      list=${list} onOpened=${opened} />`}
  </div>`;
}

/** Moves the focus to the content after the visitor went to another page, as a browser does for whole pages. */
function useFocus({ page, id }, progress) {
  const place = `${page}/${id}`;
  const focused = useRef(place);
  useEffect(() => {
    if (focused.current !== place && (!id || progress === 'shown')) {
      focused.current = place;
      scrollTo(0, 0);
      document.getElementById('main')?.focus({ preventScroll: true });
    }
  }, [place, progress]);
}

/** Returns the store of an account. It is live while the page is visible. */
function useAccount(id) {
  const [store, setStore] = useState(null);
  useEffect(() => {
    const opened = id ? new AccountStore(id) : null;
    setStore(opened);
    opened?.open();
    const seen = () => (document.hidden ? opened?.pause() : opened?.watch());
    document.addEventListener('visibilitychange', seen);
    return () => {
      document.removeEventListener('visibilitychange', seen);
      opened?.close();
    };
  }, [id]);
  return store?.id === id ? store : null;
}

function Welcome({ page, interval }) {
  return html`<main class="account plain welcome" id="main" tabindex="-1">
    <h1>${page === 'support' ? 'Whose history?' : 'See it happen'}</h1>
    ${page === 'support'
      ? html`<${Hint}>
          Choose an account, or enter its id or the id of a transfer. Nothing on these pages changes an account.
        <//>`
      : html`<${Hint}>
          Passbook stores what happened, row by row, and adds it up when you ask. Choose an account or open one, then
          watch the table while you credit, withdraw, race and travel in time.
        <//>`}
    ${page === 'accounts' && html`<ol class="lessons">
      <li><strong>A row is a commit.</strong> Credit an account, and one row appears, with one event in it.</li>
      <li><strong>A balance costs one Query.</strong> Drag the slider, and see which rows the Query reads for a
        version.</li>
      <li><strong>A snapshot saves the rest.</strong> ${interval === 1
        ? 'Each row' : `Every ${interval} versions, a row`} carries the state so far. A read starts there.</li>
      <li><strong>A race has no loser.</strong> Start twenty clients at once. All of them are served, and few rows hold
        their events.</li>
      <li><strong>A key makes a retry safe.</strong> Send one credit twice with the same key. The money moves once.</li>
      <li><strong>A hold sets money aside.</strong> Place a hold. The balance stays, and available falls. A capture takes
        the money, a release gives it back.</li>
    </ol>`}
  </main>`;
}

async function start() {
  const host = document.getElementById('console');
  let config;
  let reason = null;
  try {
    config = await get('/console/config.json');
    const signed = config.clientId ? await signedIn(config).catch(failure => {
      reason = failure.message;
      return null;
    }) : null;
    if (signed) {
      setToken(signed);
    }
  } catch (failure) {
    host.textContent = '';
    render(html`<main class="signin"><${Failure} failure=${failure}
      onRetry=${() => location.reload()} /></main>`, host);
    return;
  }
  host.textContent = '';
  render(html`<${Console} config=${config} reason=${reason} />`, host);
}

start();
