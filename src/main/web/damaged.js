/** The raw rows of an account whose history can't be read: what an operator needs to mend it. */
import { html, useEffect, useState } from './lib/preact.js';
import { get } from './api.js';
import { Time } from './times.js';
import { Failure, Hint } from './ui.js';

export function Damaged({ store }) {
  const [page, setPage] = useState({ rows: [], next: null });
  const [failure, setFailure] = useState(null);
  const read = async path => {
    try {
      const found = await get(path);
      setPage(before => ({ rows: [...before.rows, ...found.rows], next: found.next }));
    } catch (problem) {
      setFailure(problem);
    }
  };
  useEffect(() => {
    read(store.path('/rows?limit=20'));
  }, [store]);
  return html`<section aria-labelledby="damaged-title">
    <h2 id="damaged-title">Its rows, newest first</h2>
    <${Hint}>
      An account answers 500 when one of its rows can’t be read, because an event is never skipped. These are the rows
      as DynamoDB holds them.
    <//>
    ${failure && html`<${Failure} failure=${failure} />`}
    ${page.rows.map(row => html`<details key=${row.version} class="row" data-testid="row" data-version=${row.version}>
      <summary>Version ${row.version} · <${Time} at=${row.at} />
        ${row.unreadable && html` <strong class="check-bad">can’t be read</strong>`}</summary>
      <pre tabindex="0" role="region"
        aria-label=${`The item of version ${row.version}`}>${JSON.stringify(row.item, null, 2)}</pre>
    </details>`)}
    ${page.next && html`<button type="button" onClick=${() => read(page.next)}>Older rows</button>`}
  </section>`;
}
