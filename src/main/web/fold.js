/**
 * The fold: how events become a state, and which rows one Query reads for it. Everything here is pure.
 *
 * A row is what GET …/rows returns: its first version, its events, and a snapshot where it carries one.
 */
import { localNumber, minor, text } from './money.js';

/** Returns how many events a row holds. The events of an unreadable row are counted in its item. */
const countOf = row => row.events.length || row.item?.Events?.L?.length || 1;

export const lastVersion = row => row.version + countOf(row) - 1;

/** Returns the state of an account before its first event. */
export function beginning(digits) {
  return {
    version: 0, digits, status: 'not open', balance: 0n, held: 0n, overdraft: 0n,
    restrictions: { debits: false, credits: false }, holds: new Map(), complete: true,
  };
}

/** Returns the state that a row's snapshot keeps. Its holds are stored in binary form, so they stay out. */
function fromSnapshot(row, digits) {
  const { snapshot } = row;
  return {
    ...beginning(digits),
    version: lastVersion(row),
    status: snapshot.status,
    balance: minor(snapshot.balance, digits),
    overdraft: minor(snapshot.overdraft ?? 0, digits),
    complete: false,
  };
}

const money = (state, value) => minor(value ?? 0, state.digits);

const STEPS = {
  AccountCreated: (state, event) => ({ ...state, status: 'open', balance: money(state, event.balance) }),
  AccountClosed: state => ({ ...state, status: 'closed' }),
  BalanceCredited: (state, event) => ({ ...state, balance: state.balance + money(state, event.amount) }),
  BalanceWithdrawn: (state, event) => captured(
    { ...state, balance: state.balance - money(state, event.amount) }, event),
  HoldPlaced: (state, event) => reserved(state, event, {
    id: event.holdId, remaining: event.amount, reference: event.reference, expiresAt: event.expiresAt,
  }),
  HoldReleased: (state, event) => reserved(state, event, null),
  HoldExpired: (state, event) => reserved(state, event, null),
  AccountLimited: (state, event) => ({ ...state, overdraft: money(state, event.overdraft) }),
  AccountRestricted: (state, event) => ({ ...state, restrictions: event.restrictions }),
};

function captured(state, event) {
  if (!event.holdId) {
    return state;
  }
  const hold = state.holds.get(event.holdId);
  const holds = new Map(state.holds);
  const remaining = money(state, event.holdRemaining);
  holds.delete(event.holdId);
  if (remaining > 0n) {
    holds.set(event.holdId, { ...hold, id: event.holdId, remaining: event.holdRemaining });
  }
  if (!hold) {
    return { ...state, holds, heldIsUnknown: true };
  }
  return { ...state, holds, held: state.held - money(state, hold.remaining) + remaining };
}

function reserved(state, event, hold) {
  const holds = new Map(state.holds);
  holds.delete(event.holdId);
  if (hold) {
    holds.set(event.holdId, hold);
  }
  return { ...state, holds, held: money(state, event.held), heldIsUnknown: false };
}

/** Returns the state after an event. */
function apply(state, event) {
  const step = STEPS[event.type];
  return { ...(step ? step(state, event) : state), version: event.version };
}

export const fold = (state, events) => events.reduce(apply, state);

export const available = state => state.balance - state.held + state.overdraft;

/** Returns what an event does to the balance: '+60.00', '-7.50', or null where it moves no money. */
export function movement(event) {
  if (event.type === 'BalanceCredited') {
    return { amount: event.amount, negative: false };
  }
  return event.type === 'BalanceWithdrawn' ? { amount: event.amount, negative: true } : null;
}

/** Returns what an event changes that moves no money: the amount of a hold in brackets, or the new overdraft. */
export function aside(event) {
  if (event.type === 'AccountLimited' && event.overdraft !== undefined) {
    return `to ${localNumber(event.overdraft)}`;
  }
  return event.holdId && event.amount !== undefined ? `(${localNumber(event.amount)})` : '';
}

/**
 * Tells how the service reads the state at a version. The newest state is read as by an instance that knows where the
 * newest snapshot is.
 *
 * @param rows the account's rows from that version down, newest first
 * @param version the version to read
 * @param head the account's newest version
 * @param interval a snapshot is due at each version that this number divides, and one Query reads as many rows at most
 * @returns {{read: object[], from: object|null, added: object[], bytes: number, units: number, queries: number,
 *   certain: boolean}} from is the row of the snapshot, or null for the stream's beginning;
 *   certain is false while rows are missing
 */
export function explain(rows, version, head, interval) {
  const lowest = version === head ? 1 : version - (version % interval);
  const usable = row => row.snapshot && lastVersion(row) <= version;
  const needed = version === head ? 1 + rows.findIndex(usable) : 0;
  const first = rows.slice(0, Math.min(needed || interval, interval)).filter(row => row.version >= lowest);
  const read = [...first];
  let queries = 1;
  while (!read.some(usable) && read.at(-1)?.version !== 1 && read.length < rows.length) {
    read.push(rows[read.length]);
    queries = 2;
  }
  const from = read.find(usable) || null;
  const bytes = read.reduce((sum, row) => sum + (row.bytes || 0), 0);
  const after = from ? lastVersion(from) : 0;
  const added = read.flatMap(row => row.events)
    .filter(event => event.version > after && event.version <= version)
    .sort((one, other) => one.version - other.version);
  return {
    read, from, added, bytes, queries,
    units: Math.max(1, Math.ceil(bytes / 4096)),
    certain: from !== null || read.at(-1)?.version === 1 || Boolean(read[0]?.isEvent),
  };
}

/**
 * Compares each snapshot with the fold of the events that lead to it, from the snapshot before it or from the
 * stream's beginning.
 *
 * @param rows rows without a gap, newest first
 */
export function checkSnapshots(rows, digits) {
  const wrong = [];
  let checked = 0;
  let state = null;
  for (const row of [...rows].reverse()) {
    if (row.version === 1) {
      state = beginning(digits);
    }
    state = state && !row.unreadable ? fold(state, row.events) : null;
    if (row.snapshot) {
      const kept = fromSnapshot(row, digits);
      if (state) {
        checked += 1;
        if (kept.balance !== state.balance || kept.status !== state.status) {
          wrong.push({ version: kept.version, snapshot: text(kept.balance, digits), fold: text(state.balance, digits) });
        }
      }
      state = { ...(state || kept), balance: kept.balance, status: kept.status };
    }
  }
  return { checked, wrong };
}

/**
 * Returns the points of the plot: balance and available after each event. Available is null where the events
 * at hand don't tell what was held.
 *
 * @param start the state before the first event
 */
export function points(start, events) {
  let state = start;
  return events.map(event => {
    state = apply(state, event);
    const balance = minor(event.balance ?? text(state.balance, state.digits), state.digits);
    return {
      version: event.version,
      at: event.at,
      balance,
      available: state.heldIsUnknown ? null : balance - state.held + state.overdraft,
    };
  });
}
