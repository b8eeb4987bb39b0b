/** The race: twenty clients credit one account at once, and few rows hold all their events. */
import { html } from './lib/preact.js';
import { measured } from './calls.js';
import { parallelCurl } from './curl.js';
import { creditOf, useExperiment } from './experiment.js';
import { lastVersion } from './fold.js';
import { Calls, origin } from './result.js';
import { Command, counted, Failure, Hint } from './ui.js';

const CLIENTS = 20;

export function Race({ store, config }) {
  const { busy, outcome, failure, start } = useExperiment(store, async () => {
    const requests = Array.from({ length: CLIENTS }, (_, index) => creditOf(store, `Client ${index + 1}`, 'plain'));
    store.pause();
    try {
      return await measured(config, requests);
    } finally {
      store.watch();
    }
  });
  return html`<div class="experiment">
    <h3>${CLIENTS} clients at once</h3>
    <${Hint}>
      All want the next version, and only one row can take it. Commands that wait for the same account are decided one
      after the other and written together, as one row: the group commit. A browser sends about six at a time.
    <//>
    <button type="button" data-testid="race" disabled=${busy} onClick=${start}>
      ${busy ? 'They race …' : `Start ${CLIENTS} credits`}</button>
    <div role="status" data-testid="race-result">
      ${failure && html`<${Failure} failure=${failure} />`}
      ${outcome && html`<${Finish} store=${store} outcome=${outcome} config=${config} />`}
    </div>
  </div>`;
}

/** Returns {accepted, rows}: how many were written, and the rows that hold their events, oldest first. */
export function finishOf(answers, rows) {
  const versions = answers.filter(answer => answer.status === 201).map(answer => answer.body.version);
  const found = new Set(versions.map(version => rows.holding(version)).filter(Boolean));
  return {
    accepted: versions.length,
    rows: [...found].sort((one, other) => one.version - other.version),
  };
}

const versionsOf = row => (row.events.length === 1 ? row.version : `${row.version}–${lastVersion(row)}`);

function Finish({ store, outcome, config }) {
  const { accepted, rows } = finishOf(outcome.answers, store.rows);
  const other = outcome.answers.find(answer => answer.status !== 201);
  const units = rows.reduce((sum, row) => sum + (row.writeUnits || 0), 0);
  const isKnown = rows.length > 0 && !rows[0].isEvent;
  return html`
    <p><strong>${accepted} of ${outcome.answers.length}</strong> were accepted in ${outcome.milliseconds.toFixed(0)} ms.
      ${isKnown && html` Their events are in <strong data-testid="race-rows">${rows.length}</strong>${' '}${
        rows.length === 1 ? 'row' : 'rows'}, which took ${counted(units, 'write unit')} instead of ${accepted}.`}
    </p>
    ${other && html`<p>One of the others was told: ${other.status} ${other.body.title}.</p>`}
    ${isKnown && html`<ol class="race">
      ${rows.map(row => html`<li><span>${versionsOf(row)}</span>
        <span class="dots" role="img" aria-label=${`${row.events.length} events in one row`}>
          ${row.events.map(() => html`<i></i>`)}</span></li>`)}
    </ol>`}
    <${Calls} calls=${outcome.calls} />
    <details>
      <summary>Race from a shell</summary>
      <${Hint}>
        A browser keeps at most six connections to one address. These commands start all ${CLIENTS} at once.
      <//>
      <${Command} text=${parallelCurl(origin, outcome.answers[0].request, config.auth !== 'none', CLIENTS)}
        label="the commands of the race" />
    </details>`;
}
