/** Exact money: texts as the service writes them, and BigInt minor units where sums are needed. */

/** Returns the number of fraction digits of an amount's text: 2 for '50.00', 0 for '50'. */
export function digitsOf(text) {
  const point = String(text).indexOf('.');
  return point < 0 ? 0 : String(text).length - point - 1;
}

/** Returns a decimal text as a BigInt of minor units. Missing fraction digits count as zeros. */
export function minor(text, digits) {
  const [, sign, whole, fraction = ''] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(plain(String(text)));
  const units = BigInt(whole + fraction.slice(0, digits).padEnd(digits, '0'));
  return sign ? -units : units;
}

/** Writes a number such as 1E+2, as DynamoDB may return it, without an exponent. */
function plain(text) {
  const parts = /^(-?)(\d+)(?:\.(\d+))?[eE]([+-]?\d+)$/.exec(text);
  if (!parts) {
    return text;
  }
  const [, sign, whole, fraction = '', exponent] = parts;
  const all = whole + fraction;
  const point = whole.length + Number(exponent);
  return point <= 0
    ? `${sign}0.${'0'.repeat(-point)}${all}`
    : `${sign}${all.padEnd(point, '0').slice(0, point)}${all.length > point ? `.${all.slice(point)}` : ''}`;
}

/** Returns minor units as a decimal text. */
export function text(units, digits) {
  const sign = units < 0n ? '-' : '';
  const all = (units < 0n ? -units : units).toString().padStart(digits + 1, '0');
  return digits === 0
    ? sign + all
    : `${sign}${all.slice(0, -digits)}.${all.slice(-digits)}`;
}

const formats = new Map();

function format(digits, options) {
  const key = digits + JSON.stringify(options);
  if (!formats.has(key)) {
    formats.set(key, new Intl.NumberFormat(undefined, {
      ...options, minimumFractionDigits: digits, maximumFractionDigits: digits,
    }));
  }
  return formats.get(key);
}

/**
 * Returns an amount in the visitor's locale, with as many digits as its text has.
 * Intl takes the text itself, so that no binary number comes in between.
 */
export function localMoney(amount, currency) {
  return format(digitsOf(amount), { style: 'currency', currency }).format(amount);
}

/** Like {@link localMoney}, without the currency. */
export function localNumber(amount) {
  return format(digitsOf(amount), {}).format(amount);
}

/** Returns an amount with a plus or minus sign, in the visitor's locale. */
export function signed(amount, negative) {
  return (negative ? '\u2212' : '+') + localNumber(amount);
}
