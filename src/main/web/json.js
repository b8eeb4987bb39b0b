/**
 * JSON whose amounts stay as the service wrote them. JSON.parse would turn 50.00 into a binary number and
 * lose its digits, so each number is marked first and becomes a text where its member is money.
 */

const MARK = '\u0001';
const TOKENS = /"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;
const MONEY = new Set([
  'amount', 'balance', 'held', 'available', 'overdraft', 'remaining', 'captured', 'used', 'holdRemaining',
  'opening', 'closing', 'credits', 'debits',
]);

/** Marks the numbers of a JSON text, so that they survive a parser as they are. */
function marked(text) {
  return text.replace(TOKENS, token => (token[0] === '"' ? token : `"\\u0001${token}"`));
}

/** Parses JSON. Members that hold money become texts such as '50.00'; other numbers stay numbers. */
export function parse(text) {
  return JSON.parse(marked(text), (key, value) => {
    if (typeof value !== 'string' || value[0] !== MARK) {
      return value;
    }
    return MONEY.has(key) ? value.slice(1) : Number(value.slice(1));
  });
}

/** Indents a JSON text and leaves each number as it is. Returns another text unchanged. */
export function indented(text) {
  try {
    return JSON.stringify(JSON.parse(marked(text)), null, 2).replace(/"\\u0001([^"]*)"/g, '$1');
  } catch {
    return text;
  }
}
