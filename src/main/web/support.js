/** The support view: what happened to an account, for an operator on call. It only reads. */
import { html, useState } from './lib/preact.js';
import { RowDialog } from './detail.js';
import { Integrity } from './integrity.js';
import { Publication } from './publication.js';
import { Statement } from './statement.js';
import { Timeline } from './timeline.js';
import { Jump, Money } from './ui.js';

export function Support({ store, config }) {
  const [shown, setShown] = useState(null);
  const { account } = store;
  return html`<main class="account" id="main" tabindex="-1">
    <header class="first headline no-print">
      <div><h1>${account.owner || 'No owner named'}</h1>
        <p class="quiet"><span class="id">account-${account.id}</span> · ${account.status}</p></div>
      <p class="big" data-testid="balance"><${Money} amount=${account.balance} currency=${account.currency} />
        <small><${Money} amount=${account.available}
          currency=${account.currency} /> available, version ${account.version}</small></p>
      <${Jump} to=${{ 'integrity-title': 'Checks', 'statement-title': 'Statement', 'timeline-title': 'Timeline' }} />
    </header>
    <div class="beside">
      <${Integrity} store=${store} onEvent=${setShown} />
      <${Publication} store=${store} />
      <${Statement} store=${store} />
    </div>
    <div class="last"><${Timeline} store=${store} onEvent=${setShown} /></div>
    ${shown && html`<${RowDialog} version=${shown} store=${store} config=${config} onClose=${() => setShown(null)} />`}
  </main>`;
}
