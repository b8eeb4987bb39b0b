/** The list of accounts, and the search for one. */
import { html, useEffect, useState } from './lib/preact.js';
import { get } from './api.js';
import { Do } from './do.js';
import { address, go } from './router.js';
import { Failure, Hint, Money, shortId } from './ui.js';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const TRANSFER = /^[0-9a-f-]{36}-\d+$/i;
const REFRESH = 3000;

/** Reads the accounts page by page, and the first page again and again where that is cheap (dev). */
export function useAccounts(config) {
  const [state, setState] = useState({ accounts: null, next: null, failure: null });
  const load = async path => {
    try {
      const page = await get(path);
      setState(before => ({
        accounts: merged(before, path, page.accounts), next: nextOf(before, path, page), failure: null,
      }));
    } catch (failure) {
      setState(before => ({ ...before, failure }));
    }
  };
  const refresh = () => load('/accounts?limit=50');
  useEffect(() => {
    refresh();
    const timer = config.dev && setInterval(() => document.hidden || refresh(), REFRESH);
    return () => clearInterval(timer);
  }, []);
  const see = account => setState(before => ({ ...before, accounts: seen(before.accounts, account) }));
  return { ...state, refresh, see, more: () => state.next && load(state.next) };
}

/** The first page again does not change how far the list was read. */
const nextOf = (before, path, page) => (before.accounts === null || path === before.next ? page.next : before.next);

/** Puts a page behind those before it, and the first page, when it is read again, in front. */
function merged({ accounts, next }, path, page) {
  const ids = new Set(page.map(account => account.id));
  const others = (accounts || []).filter(account => !ids.has(account.id));
  return path === next ? [...others, ...page] : [...page, ...others];
}

const seen = (accounts, account) => (accounts.some(each => each.id === account.id)
  ? accounts.map(each => (each.id === account.id ? account : each))
  : [account, ...accounts]);

export function Accounts({ list, page, selected, store, config }) {
  const [search, setSearch] = useState('');
  const [failure, setFailure] = useState(null);
  const [opening, setOpening] = useState(false);
  const wanted = search.trim();
  const shown = (list.accounts || []).filter(account =>
    [account.id, account.owner || ''].some(text => text.toLowerCase().includes(wanted.toLowerCase())));
  const find = async event => {
    event.preventDefault();
    setFailure(null);
    try {
      go(page, await accountOf(wanted, shown, config));
      setSearch('');
    } catch (problem) {
      setFailure(problem);
    }
  };
  const opened = id => {
    setOpening(false);
    list.refresh();
    go(page, id);
  };
  return html`<nav class="accounts" aria-label="Accounts">
    <form role="search" onSubmit=${find}>
      <label class="field" for="find"><span>Owner, account or transfer id</span>
        <input id="find" type="search" data-testid="find" value=${search} spellcheck="false" autocomplete="off"
          onInput=${event => setSearch(event.target.value)} /></label>
      <button type="submit">Find</button>
    </form>
    ${failure && html`<${Failure} failure=${failure} />`}
    ${page === 'accounts' && html`<button type="button" data-testid="open-account" aria-expanded=${opening}
      onClick=${() => setOpening(!opening)}>Open a new account</button>
      ${opening && html`<${Do} only="open" config=${config} version=${null} accounts=${[]} onOpened=${opened} />`}`}
    ${list.failure && html`<${Failure} failure=${list.failure} onRetry=${list.refresh} />`}
    <ul data-testid="account-list">
      ${shown.map(account => html`<${Entry} key=${account.id} page=${page} isSelected=${account.id === selected}
        account=${account.id === selected && store?.account ? store.account : account} />`)}
    </ul>
    ${list.accounts?.length === 0 && html`<${Hint}>${config.dev
      ? 'The table has no account yet. Open a new one.'
      : 'No account is listed here. Enter an account’s id above.'}<//>`}
    ${list.next && html`<button type="button" onClick=${list.more}>More accounts</button>`}
  </nav>`;
}

function Entry({ account, page, isSelected }) {
  return html`<li><a href=${address(page, account.id)} aria-current=${isSelected ? 'page' : null} data-testid="account">
    <strong>${account.owner || 'No owner named'}</strong>
    <span><${Money} amount=${account.balance} currency=${account.currency} />
      ${account.status === 'closed' && html` <em>closed</em>`}</span>
    <small>${shortId(account.id)} · version ${account.version}</small>
  </a></li>`;
}

/** Returns the id of the account that the visitor looks for. */
async function accountOf(wanted, shown, config) {
  if (UUID.test(wanted)) {
    return wanted.toLowerCase();
  }
  if (TRANSFER.test(wanted)) {
    return (await get(`/transfers/${encodeURIComponent(wanted)}`)).from;
  }
  if (shown.length) {
    return shown[0].id;
  }
  const [first] = config.auth === 'none' || !wanted ? [] : await accountsOf(wanted);
  if (first) {
    return first.id;
  }
  throw new Error('No loaded account has this owner or id. Enter a whole account id or transfer id.');
}

/** Returns the accounts of a subject, for an operator. */
async function accountsOf(subject) {
  return (await get(`/accounts?owner=${encodeURIComponent(subject)}&limit=1`)).accounts;
}
