/** The timeline: an account's events newest first, with filters by type, time and reference. */
import { html, useEffect, useMemo, useRef, useState } from './lib/preact.js';
import { get } from './api.js';
import { aside, movement } from './fold.js';
import { localNumber, signed } from './money.js';
import { address, go } from './router.js';
import { Time } from './times.js';
import { counted, EVENT_TYPES, Failure, Hint, wordsOf } from './ui.js';
import { VirtualList } from './virtual.js';

/** A date is typed part by part, so the service is asked after a pause. */
const PAUSE = 250;
const NOTHING = { type: '', from: '', to: '', reference: '' };

/** @param onEvent opens an event's row, by its version */
export function Timeline({ store, onEvent }) {
  const [filter, setFilter] = useState(NOTHING);
  const { events, next, failure, more, again } = useEvents(store, filter);
  const wanted = filter.reference.trim().toLowerCase();
  const shown = useMemo(() => events.filter(event => matches(event, wanted)), [events, wanted]);
  return html`<section aria-labelledby="timeline-title" class="no-print">
    <h2 id="timeline-title">Timeline</h2>
    <${Filters} filter=${filter} onFilter=${setFilter} />
    ${failure && html`<${Failure} failure=${failure} onRetry=${again} />`}
    <p class="quiet"
      role="status">${counted(shown.length, 'event')} shown${next ? ', older ones follow as you scroll' : ''}</p>
    <${VirtualList} items=${shown} label="Events, newest first" testId="timeline" total=${next ? -1 : shown.length}
      keyOf=${event => String(event.version)} estimate=${() => 58} onEnd=${next ? more : null}
      render=${event => html`<${Entry} event=${event} store=${store} onEvent=${onEvent} />`} />
    ${!shown.length && !next && html`<${Hint}>No event matches. Widen the filters.<//>`}
    ${!shown.length && next && html`<button type="button" onClick=${more}>Look further back</button>`}
  </section>`;
}

const matches = (event, wanted) => !wanted
  || [event.reference, event.transferId, event.holdId].some(text => text?.toLowerCase().includes(wanted));

function Filters({ filter, onFilter }) {
  const set = name => event => onFilter({ ...filter, [name]: event.target.value });
  const field = (name, label, type) => html`<label class="field" for=${`filter-${name}`}><span>${label}</span>
    <input id=${`filter-${name}`} type=${type} value=${filter[name]} data-testid=${`filter-${name}`} step="1" onInput=${set(name)} /></label>`;
  return html`<form class="filters" onSubmit=${event => event.preventDefault()}>
    <label class="field" for="filter-type"><span>Type</span>
      <select id="filter-type" value=${filter.type} data-testid="filter-type" onChange=${set('type')}>
        <option value="">All types</option>
        ${EVENT_TYPES.map(type => html`<option value=${type}>${wordsOf(type)} (${type})</option>`)}
      </select></label>
    ${field('from', 'From', 'datetime-local')}
    ${field('to', 'Before', 'datetime-local')}
    ${field('reference', 'Reference, transfer or hold', 'search')}
    <button type="button" class="small" onClick=${() => onFilter(NOTHING)}>Clear</button>
  </form>`;
}

/** Reads events page by page. The service filters by type and time; a new filter begins anew. */
function useEvents(store, { type, from, to }) {
  const [state, setState] = useState({ events: [], next: null, failure: null });
  const turn = useRef(0);
  const reading = useRef(false);
  const [attempt, setAttempt] = useState(0);
  const query = queryOf(type, from, to);
  const read = async (path, before) => {
    const mine = turn.current;
    reading.current = true;
    try {
      const page = await get(path);
      if (mine === turn.current) {
        setState({ events: [...before, ...page.events], next: page.next, failure: null });
        if (!query && page.events.length) {
          store.loadRowsDownTo(page.events.at(-1).version);
        }
      }
    } catch (failure) {
      if (mine === turn.current) {
        setState(known => ({ ...known, failure }));
      }
    }
    if (mine === turn.current) {
      reading.current = false;
    }
  };
  useEffect(() => {
    turn.current += 1;
    setState({ events: [], next: null, failure: null });
    const timer = setTimeout(() => read(store.path(`/events?order=desc&limit=200${query}`), []), query ? PAUSE : 0);
    return () => clearTimeout(timer);
  }, [store, query, attempt]);
  useEffect(() => {
    const newest = state.events[0]?.version;
    if (newest && !query && newest < store.head) {
      const fresh = store.events.filter(event => event.version > newest).reverse();
      setState(known => ({ ...known, events: [...fresh, ...known.events] }));
    }
  }, [store.events]);
  const more = () => state.next && !reading.current && read(state.next, state.events);
  return { ...state, more, again: () => setAttempt(count => count + 1) };
}

function queryOf(type, from, to) {
  const instant = value => encodeURIComponent(new Date(value).toISOString());
  return (type && `&type=${type}`) + (from && `&from=${instant(from)}`) + (to && `&to=${instant(to)}`);
}

function Entry({ event, store, onEvent }) {
  const moved = movement(event);
  const newer = sameCommand(store.rows, event.version, event.version + 1);
  const older = sameCommand(store.rows, event.version, event.version - 1);
  const kind = moved ? (moved.negative ? 'debit' : 'credit') : 'other';
  return html`<article
    class=${`entry ${kind}${newer || older ? ' is-together' : ''}`} data-testid="timeline-event" data-version=${event.version}>
    <span class="version">${event.version}</span>
    <div>
      <p><strong class="type">${wordsOf(event.type)}</strong>
        ${event.reference && html` <span class="reference">${event.reference}</span>`}
        ${event.reverses && html` <span class="tag">reverses ${event.reverses}</span>`}
        ${older && html` <span class="tag">same command as version ${event.version - 1}</span>`}</p>
      <p class="quiet"><${Time} at=${event.at} />
        ${event.actor && ` · by ${event.actor.subject} as ${event.actor.role}`}
        ${event.transferId && html` · ${legOf(event, store.id)}`}</p>
    </div>
    <span class="moved">${moved ? signed(moved.amount, moved.negative) : aside(event)}</span>
    <span class="balance">${event.balance === undefined ? '' : localNumber(event.balance)}</span>
    <button type="button" class="link" data-testid="open-row" onClick=${() => onEvent(event.version)}>Row<span
      class="for-readers"> of version ${event.version}</span></button>
  </article>`;
}

/** Returns whether one command caused two events, as far as the rows are known. */
function sameCommand(rows, version, other) {
  const commandId = id => rows.holding(id)?.events.find(event => event.version === id)?.commandId;
  return commandId(version) !== undefined && commandId(version) === commandId(other);
}

/** A transfer's id begins with the payer's account. The payee is asked for when the visitor wants to go there. */
function legOf(event, id) {
  const payer = event.transferId.slice(0, 36);
  return payer === id
    ? html`<${Payee} transfer=${event.transferId} />`
    : html`<a href=${address('support', payer)} data-testid="other-leg">transfer from ${payer.slice(0, 8)}…</a>`;
}

function Payee({ transfer }) {
  const [failed, setFailed] = useState(false);
  const find = async () => {
    try {
      go('support', (await get(`/transfers/${encodeURIComponent(transfer)}`)).to);
    } catch {
      setFailed(true);
    }
  };
  return failed
    ? 'transfer, its payee is not shown to you'
    : html`<button type="button" class="link" data-testid="other-leg"
      onClick=${find}>transfer, go to the payee</button>`;
}
