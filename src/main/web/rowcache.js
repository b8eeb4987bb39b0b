/** Keeps rows by their versions and finds those without a gap. */
import { lastVersion } from './fold.js';

export class RowCache {
  #byVersion = new Map();
  #found = { from: 0, revision: -1, value: null };
  revision = 0;

  add(rows) {
    for (const row of rows) {
      for (let version = row.version; version <= lastVersion(row); version += 1) {
        this.#byVersion.set(version, row);
      }
    }
    this.revision += 1;
  }

  /** Returns the row that holds a version, if it is known. */
  holding(version) {
    return this.#byVersion.get(version);
  }

  /**
   * Returns the known rows from a version down, newest first and without a gap.
   *
   * @returns {{rows: object[], next: number}} next is the version at which the first unknown row ends; 0 when
   *   the rows reach the beginning
   */
  downFrom(version) {
    const found = this.#found;
    if (found.from === version && found.revision === this.revision) {
      return found.value;
    }
    const rows = [];
    let next = version;
    for (let row = this.#byVersion.get(next); row; row = this.#byVersion.get(next)) {
      rows.push(row);
      next = row.version - 1;
    }
    const value = { rows, next };
    this.#found = { from: version, revision: this.revision, value };
    return value;
  }
}
