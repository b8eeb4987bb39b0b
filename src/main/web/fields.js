/** The fields of the actions' forms. */
import { html } from './lib/preact.js';
import { localMoney } from './money.js';
import { movement } from './fold.js';
import { shortId, wordsOf } from './ui.js';

/**
 * @param field a description from actions.js
 * @param scope tells the fields of two forms apart
 * @param store the account, for holds and movements to choose from; null when an account is opened
 */
export function Field({ field, scope, value, onValue, store, holds, accounts }) {
  const id = `${scope}-${field.name}`;
  const common = { id, name: field.name, 'data-testid': `field-${field.name}`, autocomplete: 'off' };
  const typed = event => onValue(event.target.value);
  if (field.kind === 'check') {
    return html`<label class="check"><input ...${common} type="checkbox" checked=${value}
      onChange=${event => onValue(event.target.checked)} /> ${field.label}</label>`;
  }
  return html`<label class="field" for=${id}><span>${field.label}</span>
    ${field.kind === 'hold' && html`<select ...${common} value=${value} onChange=${typed} required>
      <option value="">${holds.length ? 'Choose a hold' : 'No active hold. Place one first.'}</option>
      ${holds.map(hold => html`<option value=${hold.id}>
        ${localMoney(hold.remaining, store.account.currency)}
        ${' '}${hold.reference || `from version ${hold.id.split('-').pop()}`}
      </option>`)}
    </select>`}
    ${field.kind === 'movement' && html`<select ...${common} value=${value} onChange=${typed} required>
      <option value="">Choose a movement</option>
      ${movementsOf(store).map(event => html`<option value=${event.transferId || String(event.version)}>
        ${event.version}: ${event.transferId ? 'transfer, ' : ''}${wordsOf(event.type)} of
        ${' '}${localMoney(event.amount, store.account.currency)}
      </option>`)}
    </select>`}
    ${field.kind === 'account' && html`<${AccountField} common=${common} value=${value} typed=${typed}
      accounts=${accounts.filter(each => each.id !== store?.id)} />`}
    ${field.kind === 'instant' && html`<input ...${common} type="datetime-local" step="1"
      onInput=${event => onValue(event.target.value ? new Date(event.target.value).toISOString() : '')} />`}
    ${field.kind === 'money' && html`<input ...${common} inputmode="decimal" value=${value}
      onInput=${typed} required />`}
    ${field.kind === 'text' && html`<input ...${common} value=${value} onInput=${typed} />`}
  </label>`;
}

function AccountField({ common, value, typed, accounts }) {
  return html`<input ...${common} list="known-accounts" value=${value} onInput=${typed} required spellcheck="false" />
    <datalist id="known-accounts">
      ${accounts.map(account => html`<option value=${account.id}>${account.owner || shortId(account.id)}</option>`)}
    </datalist>`;
}

/** Returns the newest movements that may still be reversed, newest first. */
function movementsOf(store) {
  const reversed = new Set(store.events.map(event => event.reverses).filter(Boolean));
  return store.events.slice(-100).reverse()
    .filter(event => movement(event) && !event.reverses && !reversed.has(event.version));
}
