/** What one can do to an account, each as a description of its request. Everything here is pure. */

const amount = { name: 'amount', label: 'Amount', kind: 'money', value: '10' };
const reference = { name: 'reference', label: 'Reference (optional)', kind: 'text', most: 140 };
const hold = { name: 'hold', label: 'Hold', kind: 'hold' };

export const ACTIONS = {
  open: {
    title: 'Open', opens: true,
    hint: 'Opening writes the first row of a new stream: version 1.',
    fields: [
      { name: 'owner', label: 'Owner (optional)', kind: 'text', most: 128, value: '' },
      { name: 'currency', label: 'Currency', kind: 'text', most: 3, value: 'EUR' },
    ],
    request: values => post('/accounts', { owner: values.owner || null, currency: values.currency || null }),
  },
  credit: {
    title: 'Credit',
    hint: 'A credit appends one BalanceCredited event.',
    fields: [amount, reference],
    request: (values, id) => post(`/accounts/${id}/credits`, moved(values)),
  },
  withdraw: {
    title: 'Withdraw',
    hint: 'A withdrawal is decided on what is available. More than that is refused, and nothing is written.',
    fields: [amount, reference],
    request: (values, id) => post(`/accounts/${id}/withdrawals`, moved(values)),
  },
  transfer: {
    title: 'Transfer',
    hint: 'A transfer is two rows in one transaction: both legs are written, or neither.',
    fields: [{ name: 'to', label: 'To account (id)', kind: 'account' }, amount, reference],
    request: (values, id) => post('/transfers', { from: id, to: values.to, ...moved(values) }),
  },
  hold: {
    title: 'Hold',
    hint: 'A hold reserves an amount. The balance stays, and available falls.',
    fields: [amount, { name: 'expiresAt', label: 'Until (optional, else 7 days)', kind: 'instant' }, reference],
    request: (values, id) => post(`/accounts/${id}/holds`, { ...moved(values), expiresAt: values.expiresAt || null }),
  },
  capture: {
    title: 'Capture', needsHold: true,
    hint: 'A capture is a withdrawal that a hold pays for.',
    fields: [hold, amount, { name: 'final', label: 'Release what is left of the hold', kind: 'check', value: true }],
    request: (values, id) => post(`/accounts/${id}/withdrawals`, {
      ...moved(values), hold: values.hold || null, final: values.hold ? values.final : null,
    }),
  },
  release: {
    title: 'Release', needsHold: true,
    hint: 'A release ends a hold. No money moves.',
    fields: [hold],
    request: (values, id) => post(`/accounts/${id}/holds/${encodeURIComponent(values.hold)}/release`),
  },
  reverse: {
    title: 'Reverse',
    hint: 'A reversal appends the opposite movement, and the original event stays. A transfer is reversed as a whole.',
    fields: [{ name: 'version', label: 'Version of the event', kind: 'movement' }, reference],
    request: (values, id) => post(values.version.includes('-')
      ? `/transfers/${encodeURIComponent(values.version)}/reversal`
      : `/accounts/${id}/events/${encodeURIComponent(values.version)}/reversal`,
    { reference: values.reference || null }),
  },
  overdraft: {
    title: 'Overdraft',
    hint: 'An operator sets how far the balance may fall below zero.',
    fields: [{ name: 'overdraft', label: 'Overdraft', kind: 'money', value: '100' }],
    request: (values, id) => put(`/accounts/${id}/limits`, { overdraft: number(values.overdraft) }),
  },
  restrict: {
    title: 'Restrict',
    hint: 'An operator stops debits or credits. Both boxes empty lets them pass again.',
    fields: [
      { name: 'debits', label: 'Stop debits', kind: 'check', value: true },
      { name: 'credits', label: 'Stop credits', kind: 'check', value: false },
      { name: 'reason', label: 'Reason (optional)', kind: 'text', most: 140 },
    ],
    request: (values, id) => put(`/accounts/${id}/restrictions`, {
      debits: values.debits, credits: values.credits, reason: values.reason || null,
    }),
  },
  close: {
    title: 'Close',
    hint: 'An account is closed at balance zero. Its history can be read for ever.',
    fields: [],
    request: (values, id) => post(`/accounts/${id}/closure`),
  },
};

const moved = values => ({ amount: number(values.amount), reference: values.reference || null });
const post = (path, body) => ({ method: 'POST', path, body });
const put = (path, body) => ({ method: 'PUT', path, body });

/** A number that is written into the body as the visitor typed it. */
class Exact {
  constructor(digits) {
    this.digits = digits;
  }
}

/** Returns what was typed as an exact number. Anything else stays a text, which the service refuses. */
function number(typed) {
  const digits = String(typed ?? '').trim().replace(',', '.');
  return /^-?(0|[1-9]\d*)(\.\d+)?$/.test(digits) ? new Exact(digits) : digits;
}

/** Writes a body as JSON. Members that are null are left out. */
export function jsonOf(body) {
  const members = Object.entries(body)
    .filter(([, value]) => value !== null && value !== undefined)
    .map(([name, value]) => `${JSON.stringify(name)}: ${value instanceof Exact ? value.digits : JSON.stringify(value)}`);
  return `{${members.join(', ')}}`;
}

/** Returns 128 random bits as text. Unlike randomUUID, this also works where a page has no TLS. */
const newKey = () => Array.from(
  crypto.getRandomValues(new Uint8Array(16)), byte => byte.toString(16).padStart(2, '0')).join('');

/**
 * Returns the request of an action.
 *
 * @param mode 'plain', 'key' for a new Idempotency-Key, or 'dry' for a dry run
 * @param expected the version for If-Match, or null
 */
export function requestOf(action, values, id, mode = 'plain', expected = null) {
  const { method, path, body } = ACTIONS[action].request(values, id);
  const headers = {};
  if (body) {
    headers['Content-Type'] = 'application/json';
  }
  if (mode === 'key' && method === 'POST') {
    headers['Idempotency-Key'] = newKey();
  }
  if (expected !== null) {
    headers['If-Match'] = `"${expected}"`;
  }
  return {
    method,
    path: mode === 'dry' ? `${path}?dryRun=true` : path,
    headers,
    body: body && jsonOf(body),
  };
}
