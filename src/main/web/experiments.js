/** Three experiments: the race, the replay, and the lost answer. */
import { html } from './lib/preact.js';
import { checked, send } from './api.js';
import { measured } from './calls.js';
import { creditOf, useExperiment } from './experiment.js';
import { Race } from './race.js';
import { Calls, StatusLine } from './result.js';
import { Failure, Hint } from './ui.js';

export function Experiments({ store, config }) {
  return html`<section class="card" aria-labelledby="try-title">
    <h2 id="try-title">Try what can go wrong</h2>
    <${Race} store=${store} config=${config} />
    <${Replay} store=${store} config=${config} />
    ${config.losesAnswers && html`<${LostAnswer} store=${store} config=${config} />`}
  </section>`;
}

function Replay({ store, config }) {
  const { busy, outcome, failure, start } = useExperiment(store, async () => {
    const request = creditOf(store, 'Sent twice, with one key', 'key');
    const first = await measured(config, [request]);
    const second = await measured(config, [request]);
    return [first, second];
  });
  return html`<div class="experiment">
    <h3>Send again with the same key</h3>
    <${Hint}>
      A client that got no answer sends its request again. The Idempotency-Key tells the service that it is the same one,
      so it returns the first answer and credits nothing more.
    <//>
    <button type="button" data-testid="replay" disabled=${busy} onClick=${start}>Credit once, send twice</button>
    <div role="status" data-testid="replay-result">
      ${failure && html`<${Failure} failure=${failure} />`}
      ${outcome && html`
        ${outcome.map(({ answers, calls }, index) => html`<h4>${index === 0 ? 'First time' : 'Second time'}</h4>
          <${StatusLine} answer=${answers[0]} /><${Calls} calls=${calls} />`)}
        ${outcome[0].answers[0].status === 201 && html`<p>Both answers name version
          ${' '}${outcome[1].answers[0].body.version}. The money moved once.</p>`}`}
    </div>
  </div>`;
}

function LostAnswer({ store, config }) {
  const { busy, outcome, failure, start } = useExperiment(store, async () => {
    checked(await send({ method: 'POST', path: '/console/lose-next-answer' }));
    return measured(config, [creditOf(store, 'Its answer was lost', 'plain')]);
  });
  return html`<div class="experiment">
    <h3>Lose the answer</h3>
    <${Hint}>
      DynamoDB takes the write, and its answer never arrives. The service sends the same row again. The row that already
      stands there carries the command’s id, so the service knows that its write was applied.
    <//>
    <button type="button" data-testid="lose-answer" disabled=${busy}
      onClick=${start}>Credit, and lose the answer</button>
    <div role="status" data-testid="lose-answer-result">
      ${failure && html`<${Failure} failure=${failure} />`}
      ${outcome && html`<${StatusLine} answer=${outcome.answers[0]} />
        <${Calls} calls=${outcome.calls} />
        ${outcome.answers[0].status === 201 && html`<p>The event has version ${outcome.answers[0].body.version}, and it
          is there once.</p>`}`}
    </div>
  </div>`;
}
