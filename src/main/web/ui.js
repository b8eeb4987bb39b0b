/** Small parts that every page uses. */
import { html, useEffect, useRef, useState } from './lib/preact.js';
import { localMoney, localNumber } from './money.js';

export function Money({ amount, currency }) {
  return amount === undefined || amount === null
    ? html`<span class="quiet">not shown to you</span>`
    : html`<span class="money">${currency ? localMoney(amount, currency) : localNumber(amount)}</span>`;
}

/** One or two sentences that explain what stands beside them. */
export function Hint({ children }) {
  return html`<p class="hint">${children}</p>`;
}

const ADVICE = {
  0: 'Check that the service runs, then try again.',
  401: 'The token is missing or has ended. Sign in again, or paste a new token.',
  403: 'Your token does not allow this. Use a token with the scope or the role that the detail names.',
  404: 'It does not exist, or it belongs to another caller. Check the id.',
  409: 'Other writers were faster. Try again.',
  412: 'The account has moved on since that version. Look at the newest version, then decide again.',
  422: 'The bank’s rules refuse this, and nothing was written.',
  429: 'You have asked more often than your share allows.',
  500: 'The service’s log says why, under the id of the request.',
  503: 'The service or its database can’t answer now.',
};

/** Returns a sentence that says what to do about a failure. */
export function adviceFor(failure) {
  if (failure.status === undefined) {
    return '';
  }
  if (failure.problem?.outcome === 'unknown') {
    return 'The write may have been applied. Send it again with the same key to find out.';
  }
  const wait = failure.retryAfter ? ` Try again after ${failure.retryAfter} s.` : '';
  return (ADVICE[failure.status] || 'Read the detail and change the request.') + wait;
}

/** Shows a failure: what happened and what to do. */
export function Failure({ failure, onRetry }) {
  return html`<div class="failure" role="alert" data-testid="failure">
    <strong>${failure.status ? `${failure.status} · ` : ''}${failure.problem?.title || failure.message}</strong>
    ${failure.problem?.detail && html`<p>${failure.problem.detail}</p>`}
    ${(failure.problem?.violations || []).map(each => html`<p>${each.field}: ${each.message}</p>`)}
    <p>${adviceFor(failure)}</p>
    ${onRetry && html`<button type="button" onClick=${onRetry}>Try again</button>`}
  </div>`;
}

/** A command to copy. The clipboard may be refused, so the text can be selected as well. */
export function Command({ text, label, testId }) {
  const [copied, setCopied] = useState('');
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
      setCopied('Copied');
    } catch {
      setCopied('Select the text and copy it');
    }
  };
  useEffect(() => setCopied(''), [text]);
  return html`<div class="command">
    <pre tabindex="0" role="region" aria-label=${label} data-testid=${testId}>${text}</pre>
    <button type="button" class="small" onClick=${copy}>Copy<span class="for-readers"> ${label}</span></button>
    <span class="quiet" role="status">${copied}</span>
  </div>`;
}

/** A dialog. The browser keeps the focus in it, and Escape closes it. */
export function Dialog({ title, onClose, children }) {
  const dialog = useRef(null);
  useEffect(() => {
    const before = document.activeElement;
    dialog.current.showModal();
    return () => before?.focus?.();
  }, []);
  return html`<dialog ref=${dialog} onClose=${onClose} aria-labelledby="dialog-title" data-testid="dialog">
    <header>
      <h2 id="dialog-title">${title}</h2>
      <button type="button" class="small" onClick=${() => dialog.current.close()}>Close</button>
    </header>
    ${children}
  </dialog>`;
}

/** Leads to the sections of a page, since some are below what fits on the screen. */
export function Jump({ to }) {
  const jump = id => document.getElementById(id)?.scrollIntoView({ behavior: calm() ? 'auto' : 'smooth' });
  return html`<nav class="jump no-print" aria-label="On this page">
    ${Object.entries(to).map(([id, name]) => html`<button type="button" class="small"
      onClick=${() => jump(id)}>${name}</button>`)}
  </nav>`;
}

/** Renders again when a store changes. */
export function useStore(store) {
  const [, changed] = useState(0);
  useEffect(() => store && store.subscribe(() => changed(count => count + 1)), [store]);
}

/** Returns a count with its noun: '1 row', '2,310 rows'. */
export const counted = (count, noun) => `${count.toLocaleString()} ${noun}${count === 1 ? '' : 's'}`;

export const shortId = id => `${id.slice(0, 8)}…`;

/** Returns whether the visitor wants little motion. */
export const calm = () => matchMedia('(prefers-reduced-motion: reduce)').matches;

const WORDS = {
  AccountCreated: 'opened',
  BalanceCredited: 'credit',
  BalanceWithdrawn: 'withdrawal',
  AccountClosed: 'closed',
  HoldPlaced: 'hold placed',
  HoldReleased: 'hold released',
  HoldExpired: 'hold lapsed',
  AccountLimited: 'overdraft set',
  AccountRestricted: 'restrictions set',
  HolderChanged: 'holder changed',
};

export const EVENT_TYPES = Object.keys(WORDS);
export const wordsOf = type => WORDS[type] || type;
