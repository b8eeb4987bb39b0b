/** Do: one form for each action, with the curl, the answer, and what it took. */
import { html, useEffect, useRef, useState } from './lib/preact.js';
import { ACTIONS, requestOf } from './actions.js';
import { get } from './api.js';
import { measured } from './calls.js';
import { Field } from './fields.js';
import { Result } from './result.js';
import { Failure, Hint } from './ui.js';

const MODES = {
  plain: 'As it is',
  key: 'With an Idempotency-Key: a retry is safe, for 3 more write units',
  dry: 'As a dry run: decided, not written',
};

/**
 * @param version the version that the page shows, or null for the newest
 * @param onOpened is called with the id of a new account
 */
export function Do({ store, config, version, accounts, onOpened, only }) {
  const [action, setAction] = useState(only || 'credit');
  const [values, setValues] = useState(() => valuesOf(action));
  const [mode, setMode] = useState('plain');
  const [asOf, setAsOf] = useState(false);
  const [outcome, setOutcome] = useState(null);
  const [failure, setFailure] = useState(null);
  const [busy, setBusy] = useState(false);
  const holds = useHolds(store, action);
  const described = ACTIONS[action];

  const choose = name => {
    setAction(name);
    setValues(valuesOf(name));
    setOutcome(null);
    setFailure(null);
  };
  const submit = async event => {
    event.preventDefault();
    setBusy(true);
    setFailure(null);
    try {
      const expected = asOf && version !== null && !described.opens ? version : null;
      const result = await measured(config, [requestOf(action, values, store?.id, mode, expected)]);
      setOutcome(result);
      done(result.answers[0]);
    } catch (problem) {
      setOutcome(null);
      setFailure(problem);
    }
    setBusy(false);
  };
  const done = answer => {
    store?.refresh();
    if (described.opens && answer.status === 201) {
      onOpened(answer.body.id);
    }
  };
  return html`<section class="card" aria-labelledby=${only ? null : 'do-title'}
    aria-label=${only ? 'Open an account' : null}>
    ${!only && html`<h2 id="do-title">Do</h2>
      <div class="chips" role="group" aria-label="Actions">
        ${Object.entries(ACTIONS).map(([name, each]) => html`<button type="button" class="chip"
          data-testid=${`action-${name}`} aria-pressed=${name === action} onClick=${() => choose(name)}>${each.title}</button>`)}
      </div>`}
    <form onSubmit=${submit} data-testid="action-form">
      <${Hint}>${described.hint}<//>
      ${described.fields.map(field => html`<${Field} key=${action + field.name} field=${field}
        scope=${only ? 'new' : 'do'} value=${values[field.name]}
        store=${store} holds=${holds} accounts=${accounts}
        onValue=${value => setValues(all => ({ ...all, [field.name]: value }))} />`)}
      <label class="field"><span>Send it</span>
        <select value=${mode} data-testid="mode" onChange=${event => setMode(event.target.value)}>
          ${Object.entries(MODES).map(([name, label]) => html`<option value=${name}>${label}</option>`)}
        </select>
      </label>
      ${version !== null && !described.opens && html`<label class="check">
        <input type="checkbox" checked=${asOf} data-testid="if-match"
          onChange=${event => setAsOf(event.target.checked)} />
        Only if the account is still at version ${version} (If-Match)</label>`}
      <button type="submit" class="primary" data-testid="send"
        disabled=${busy}>${busy ? 'Sending …' : described.title}</button>
    </form>
    <div role="status">
      ${outcome && html`<${Result} outcome=${outcome} config=${config} />`}
      ${failure && html`<${Failure} failure=${failure} />`}
    </div>
  </section>`;
}

const valuesOf = action => Object.fromEntries(ACTIONS[action].fields.map(field => [field.name, field.value ?? '']));

/** Returns the account's active holds, while an action needs one. */
function useHolds(store, action) {
  const [holds, setHolds] = useState([]);
  const current = useRef(0);
  const needed = store && ACTIONS[action].needsHold;
  useEffect(() => {
    current.current += 1;
    const turn = current.current;
    if (needed) {
      get(store.path('/holds')).then(page => turn === current.current && setHolds(page.holds), () => setHolds([]));
    }
  }, [needed, store?.head]);
  return needed ? holds : [];
}
