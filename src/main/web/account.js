/** What the console knows of one account: its newest state, rows, events, and what the relay published. */
import { ApiError, get } from './api.js';
import { follow } from './live.js';
import { digitsOf } from './money.js';
import { RowCache } from './rowcache.js';

const PAGE_OF_EVENTS = 200;
const EVENTS_AT_FIRST = 2000;
const ROWS = 50;
/** Where the service offers no live events, so often the newest state is read. */
const POLL = 5000;

export class AccountStore {
  #listeners = new Set();
  #unfollow = null;
  #refreshing = null;
  #again = false;
  #closed = false;
  #reading = new Map();
  #poll = null;

  constructor(id) {
    this.id = id;
    this.account = null;
    this.failure = null;
    this.rowsFailure = null;
    this.rows = new RowCache();
    /** The newest events without a gap, oldest first. */
    this.events = [];
    /** The state before the first of these events; null where that is the first of all, or not known yet. */
    this.before = null;
    this.publication = undefined;
    this.records = null;
    this.live = 'connecting';
    this.arrived = 0;
  }

  subscribe(listener) {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  changed() {
    this.#listeners.forEach(listener => listener());
  }

  get head() {
    return this.account?.version || 0;
  }

  get digits() {
    return digitsOf(this.account?.balance ?? '0.00');
  }

  /** Whether the events reach back to the first one. */
  get complete() {
    return this.events[0]?.version === 1;
  }

  /** Reads the account, then its newest rows and events, and follows what comes. */
  async open() {
    try {
      this.account = await get(this.path());
      this.failure = null;
    } catch (failure) {
      this.failure = failure;
    }
    this.changed();
    if (!this.failure && !this.#closed) {
      await Promise.all([this.loadRows(this.head + 1, true), this.loadEvents(PAGE_OF_EVENTS)]);
      this.watch();
      await this.loadEvents(EVENTS_AT_FIRST);
    }
  }

  path(rest = '') {
    return `/accounts/${encodeURIComponent(this.id)}${rest}`;
  }

  /** Follows the account's events while the page is visible. */
  watch() {
    this.pause();
    if (this.#closed || this.failure) {
      return;
    }
    const last = this.events.at(-1)?.version ?? this.head;
    this.#unfollow = follow(this.id, last, event => this.arrive(event), state => {
      this.live = state;
      if (state === 'unavailable') {
        this.#poll = setInterval(() => this.refresh(), POLL);
      }
      this.changed();
    });
  }

  pause() {
    clearInterval(this.#poll);
    this.#unfollow?.();
    this.#unfollow = null;
  }

  close() {
    this.#closed = true;
    this.pause();
    this.#listeners.clear();
  }

  arrive(event) {
    const last = this.events.at(-1)?.version ?? 0;
    if (event.version === last + 1) {
      this.events = [...this.events, event];
      this.arrived += 1;
    }
    this.refresh();
  }

  /** Reads the newest state and rows again. Calls that come meanwhile share the next read. */
  refresh() {
    if (this.#refreshing) {
      this.#again = true;
      return this.#refreshing;
    }
    this.#refreshing = this.#readNewest().finally(() => {
      this.#refreshing = null;
      if (this.#again) {
        this.#again = false;
        this.refresh();
      }
    });
    return this.#refreshing;
  }

  async #readNewest() {
    if (this.#closed) {
      return;
    }
    try {
      const account = await get(this.path());
      await this.loadRows(account.version + 1, true);
      for (let { next } = this.rows.downFrom(account.version); next > this.head && this.head > 0;
        { next } = this.rows.downFrom(account.version)) {
        const before = next;
        await this.loadRows(next + 1, false);
        if (this.rows.downFrom(account.version).next >= before) {
          break;
        }
      }
      await this.#catchUp(account.version);
      this.account = account;
    } catch (failure) {
      if (!(failure instanceof ApiError)) {
        throw failure;
      }
    }
    this.changed();
  }

  /** Adds the events that the live stream has not brought yet. */
  async #catchUp(head) {
    for (let last = this.events.at(-1)?.version ?? head; last < head; last = this.events.at(-1).version) {
      const { events } = await get(this.path(`/events?after=${last}&limit=${PAGE_OF_EVENTS}`));
      if (!events.length) {
        return;
      }
      this.events = [...this.events, ...events.filter(event => event.version > this.events.at(-1).version)];
    }
  }

  /** Reads rows that begin below a version. The first page tells about publication and keys, too. */
  loadRows(before, first = false, limit = ROWS) {
    if (!this.#reading.has(before)) {
      this.#reading.set(before, this.#readRows(before, first, limit).finally(() => {
        this.#reading.delete(before);
        this.changed();
      }));
    }
    return this.#reading.get(before);
  }

  async #readRows(before, first, limit) {
    if (this.rowsFailure?.status === 403) {
      await this.#rowsFromEvents(before, limit);
      return;
    }
    try {
      const page = await get(this.path(first ? `/rows?limit=${limit}` : `/rows?before=${before}&limit=${limit}`));
      this.rows.add(page.rows);
      if (first) {
        this.publication = page.publication;
        this.records = page.idempotencyRecords ?? null;
      }
      this.rowsFailure = null;
    } catch (failure) {
      this.rowsFailure = failure;
      if (failure.status === 403) {
        await this.#rowsFromEvents(before, limit);
      }
    }
  }

  /** Reads the rows of all versions from the newest down to one. */
  async loadRowsDownTo(version) {
    for (let { next } = this.rows.downFrom(this.head); next >= version && !this.rowsFailure;
      { next } = this.rows.downFrom(this.head)) {
      const before = next;
      await this.loadRows(next + 1, false, 100);
      if (this.rows.downFrom(this.head).next === before) {
        return;
      }
    }
  }

  /** Shows events where the caller may not see rows. Which of them were one commit is then unknown. */
  async #rowsFromEvents(before, limit) {
    const start = Math.max(0, before - 1 - limit);
    try {
      const page = await get(this.path(`/events?after=${start}&limit=${limit}`));
      this.rows.add(page.events.map(event => (
        { version: event.version, at: event.at, events: [event], isEvent: true })));
    } catch (failure) {
      this.rowsFailure = failure;
    }
  }

  async #readBefore() {
    const first = this.events[0]?.version ?? 1;
    this.before = first > 1 ? await get(this.path(`?version=${first - 1}`)) : null;
    this.changed();
  }

  /** Reads older events until so many are there, or all. */
  async loadEvents(most = Infinity) {
    const after = this.events.length ? `&after=${this.events[0].version}` : '';
    let path = this.path(`/events?order=desc&limit=${PAGE_OF_EVENTS}${after}`);
    try {
      while (path && this.events.length < most && !this.#closed) {
        const page = await get(path);
        const first = this.events[0]?.version ?? Infinity;
        this.events = [...page.events.reverse().filter(event => event.version < first), ...this.events];
        path = page.next;
        this.changed();
      }
      await this.#readBefore();
    } catch (failure) {
      this.eventsFailure = failure;
      this.changed();
    }
  }
}
