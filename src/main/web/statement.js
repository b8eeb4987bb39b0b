/** The statement of a month, to read, download and print. */
import { html, useEffect, useRef, useState } from './lib/preact.js';
import { checked, get, send } from './api.js';
import { localMoney, localNumber, signed } from './money.js';
import { localDay } from './times.js';
import { calm, Failure, Hint, wordsOf } from './ui.js';

export function Statement({ store }) {
  const [month, setMonth] = useState(store.account.updatedAt.slice(0, 7));
  const [statement, setStatement] = useState(null);
  const [failure, setFailure] = useState(null);
  useEffect(() => {
    setStatement(null);
    setFailure(null);
  }, [month]);
  const attempt = async work => {
    setFailure(null);
    try {
      await work();
    } catch (problem) {
      setFailure(problem);
    }
  };
  const path = store.path(`/statements/${month}`);
  const show = () => attempt(async () => setStatement(await get(path)));
  const paper = useRef(null);
  useEffect(() => {
    if (statement) {
      paper.current.scrollIntoView({ behavior: calm() ? 'auto' : 'smooth' });
    }
  }, [statement]);
  const download = () => attempt(async () => {
    const answer = checked(await send({ path, headers: { Accept: 'text/csv' } }));
    save(answer.text, `statement-${month}.csv`);
  });
  return html`<section class="card statement" aria-labelledby="statement-title" data-testid="statement">
    <div class="no-print">
      <h2 id="statement-title">Statement</h2>
      <${Hint}>Months are in UTC. A finished month never changes.<//>
      <label class="field" for="month"><span>Month</span>
        <input id="month" type="month" data-testid="statement-month" value=${month}
          min=${store.account.createdAt.slice(0, 7)}
          onInput=${event => event.target.value && setMonth(event.target.value)} /></label>
      <div class="buttons">
        <button type="button" data-testid="statement-show" onClick=${show}>Show</button>
        <button type="button" data-testid="statement-csv" onClick=${download}>Download CSV</button>
        <button type="button" data-testid="statement-print" disabled=${!statement}
          onClick=${() => print()}>Print</button>
      </div>
      ${failure && html`<${Failure} failure=${failure} />`}
    </div>
    <div role="status" ref=${paper}>${statement && html`<${Paper} statement=${statement} month=${month}
      account=${store.account} />`}</div>
  </section>`;
}

function save(text, name) {
  const url = URL.createObjectURL(new Blob([text], { type: 'text/csv;charset=utf-8' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

/** A debit has the same minus sign as elsewhere on the page. */
const shownAmount = amount => (String(amount).startsWith('-')
  ? signed(String(amount).slice(1), true)
  : localNumber(amount));

function Paper({ statement, month, account }) {
  const { currency } = statement;
  const total = (label, amount) => html`<dt>${label}</dt><dd>${localMoney(amount, currency)}</dd>`;
  return html`<div class="paper" data-testid="statement-paper">
    <h3>${account.owner || 'Account'} · ${month}</h3>
    <p class="quiet">${statement.accountId}</p>
    <dl class="facts">
      ${total('Opening balance', statement.opening)}${total('Credits', statement.credits)}
      ${total('Debits', statement.debits)}${total('Closing balance', statement.closing)}
    </dl>
    <div class="scroll" tabindex="0" role="region" aria-label="The statement’s lines">
      <table>
        <thead><tr><th scope="col">Date</th><th scope="col">Reference</th><th scope="col" class="number">Amount</th>
          <th scope="col" class="number">Balance</th></tr></thead>
        <tbody>
          ${statement.lines.map(line => html`<tr>
            <td><time datetime=${line.at} title=${line.at}>${localDay(line.at)}</time></td>
            <td>${line.reference || wordsOf(line.type)}</td>
            <td class="number">${line.amount === undefined ? '' : shownAmount(line.amount)}</td>
            <td class="number">${line.balance === undefined ? '' : localNumber(line.balance)}</td></tr>`)}
        </tbody>
      </table>
    </div>
    ${statement.lines.length === 0 && html`<p>Nothing moved in this month.</p>`}
  </div>`;
}
