/** Times in the visitor's locale, with the exact instant beside them. */
import { html } from './lib/preact.js';

const day = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short' });
const time = new Intl.DateTimeFormat(undefined, {
  hour: '2-digit', minute: '2-digit', second: '2-digit', fractionalSecondDigits: 3,
});
const seconds = new Intl.DateTimeFormat(undefined, { timeStyle: 'medium' });
const long = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'medium' });
const short = new Intl.DateTimeFormat(undefined, {
  day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit', second: '2-digit',
});

/**
 * Shows an instant; the year only where it is another one. The exact instant in UTC stands in the tooltip and in text
 * for screen readers.
 */
export function Time({ at }) {
  if (!at) {
    return html`<span>at an unknown time</span>`;
  }
  const instant = new Date(at);
  const shown = (instant.getFullYear() === new Date().getFullYear() ? short : long).format(instant);
  return html`<time datetime=${at} title=${at}>${shown}<span class="for-readers">, exactly ${at}</span></time>`;
}

export const localDay = at => day.format(new Date(at));
export const localSeconds = at => seconds.format(new Date(at));
export const localTime = at => time.format(new Date(at));

/** Returns a duration in words, such as '6 days'. */
export function duration(milliseconds) {
  const units = [['day', 86_400_000], ['hour', 3_600_000], ['minute', 60_000], ['second', 1000]];
  const [unit, size] = units.find(([, each]) => Math.abs(milliseconds) >= each) || units[3];
  const count = Math.round(milliseconds / size);
  return `${count} ${unit}${count === 1 ? '' : 's'}`;
}

/** Returns an instant as the value of a datetime-local field, in the visitor's time zone. */
export function fieldValue(at) {
  const instant = new Date(at);
  const local = new Date(instant.getTime() - instant.getTimezoneOffset() * 60_000);
  return local.toISOString().slice(0, 19);
}
