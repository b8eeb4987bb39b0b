/** Checks an account's whole history, piece by piece. */
import { html, useEffect, useRef, useState } from './lib/preact.js';
import { bodyOf, checked, send } from './api.js';
import { Check } from './reading.js';
import { Failure, Hint } from './ui.js';

/** @param onEvent opens an event's row, by its version */
export function Integrity({ store, onEvent }) {
  const [state, setState] = useState({});
  const left = useRef(false);
  useEffect(() => () => {
    left.current = true;
  }, []);
  const check = async () => {
    setState({ busy: true });
    try {
      const report = await wholeReport(store.path('/integrity'), progress => {
        setState({ busy: true, progress });
        return !left.current;
      });
      setState({ report });
    } catch (failure) {
      setState({ failure });
    }
  };
  const { busy, progress, report, failure } = state;
  return html`<section class="card no-print" aria-labelledby="integrity-title">
    <h2 id="integrity-title">Is the history sound?</h2>
    <${Hint}>
      Each row carries a hash of itself and of the row before it. The check reads all rows, and finds what was changed or
      removed without the service.
    <//>
    <${Check} store=${store} version=${store.head} here=${true} />
    <button type="button" data-testid="integrity" disabled=${busy}
      onClick=${check}>${busy ? 'Checking …' : 'Check the history'}</button>
    <div role="status" data-testid="integrity-result">
      ${progress && html`<p class="quiet">Checked up to version ${progress.toLocaleString()}.</p>`}
      ${report && html`<${Report} report=${report} onEvent=${onEvent} />`}
      ${failure && (isMissing(failure)
        ? html`<p class="quiet">This service offers no integrity check.</p>`
        : html`<${Failure} failure=${failure} onRetry=${check} />`)}
    </div>
  </section>`;
}

/** A service without the check knows no such path; an unknown account has a problem of its own. */
const isMissing = failure => [404, 405].includes(failure.status) && !/-not-found$/.test(failure.slug);

/**
 * Reads the reports of a long history one after the other. As long as there is a next one, the last finding only
 * says where the report ends.
 *
 * @param goesOn is called with the version that was reached; false ends the check
 */
async function wholeReport(path, goesOn) {
  const findings = [];
  let chainedFrom = null;
  for (let next = path; ;) {
    const answer = checked(await send({ path: next }));
    const report = bodyOf(answer);
    [, next] = /<([^>]+)>;\s*rel="?next/.exec(answer.headers.get('Link') || '') || [];
    const end = next ? report.findings.pop() : null;
    findings.push(...report.findings);
    chainedFrom ??= report.chainedFrom;
    if (!next || !goesOn(end.version - 1)) {
      return { ...report, chainedFrom, findings, sound: !next && findings.length === 0 && report.sound };
    }
  }
}

function Report({ report, onEvent }) {
  const { sound, version, chainedFrom, chain, findings } = report;
  return html`${sound
    ? html`<p class="check-good">Sound: everything up to version ${version} was checked.</p>`
    : html`<div class="check-bad"><p>Not sound. Leave the table as it is, and find out what else has written to it.</p>
        <ul>${findings.map(each => html`<li><button type="button" class="link"
          onClick=${() => onEvent(each.version)}>Version ${each.version}</button>: ${each.finding}</li>`)}</ul></div>`}
    ${chainedFrom > 1 && html`<p class="quiet">Rows before version ${chainedFrom} have no hash, since an earlier release
      wrote them.</p>`}
    ${chain && html`<p class="quiet">Chain at version ${version}: <code class="long">${chain}</code></p>`}`;
}
