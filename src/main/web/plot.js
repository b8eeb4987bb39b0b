/** Balance and available over time. The plot can be scrubbed with the mouse, a finger or the keyboard. */
import { html, useEffect, useMemo, useRef, useState } from './lib/preact.js';
import { beginning, points } from './fold.js';
import { localMoney, minor, text } from './money.js';
import { localDay, localSeconds, localTime } from './times.js';
import { Hint } from './ui.js';

const HEIGHT = 160;

/** A span of so many seconds is labelled with fractions. */
const FINE = 3;

/**
 * @param version the version that the page shows
 * @param onVersion sets it
 */
export function Plot({ store, version, onVersion }) {
  const [overTime, setOverTime] = useState(true);
  const drawn = useMemo(() => pointsOf(store), [store.events, store.before]);
  const reaches = store.complete ? '' : ` The plot begins at version ${drawn[0]?.version ?? '–'}.`;
  if (!drawn.length) {
    return html`<p class="quiet">${
      store.eventsFailure ? 'The events could not be read.' : 'Reading the events …'}</p>`;
  }
  return html`<figure class="plot-figure">
    <figcaption>
      <span class="key balance-key">balance</span> <span class="key available-key">available</span>
      <span class="switch" role="group" aria-label="Horizontal axis">
        <button type="button" class="small" aria-pressed=${overTime} onClick=${() => setOverTime(true)}>Time</button>
        <button type="button" class="small" aria-pressed=${!overTime}
          onClick=${() => setOverTime(false)}>Version</button>
      </span>
    </figcaption>
    <${Chart} key=${String(overTime)} drawn=${drawn} overTime=${overTime} version=${version} onVersion=${onVersion}
      digits=${store.digits} currency=${store.account.currency} />
    <${Hint}>
      Drag, or use the arrow keys. Available is the balance, less holds, plus the overdraft.${reaches}
      ${!store.complete && html` <button type="button" class="link" onClick=${() => store.loadEvents()}>Read the whole
        history</button>`}
    <//>
  </figure>`;
}

/** The fold starts at the first event, or with the state before the first that was read. */
function pointsOf(store) {
  if (!store.events.length) {
    return [];
  }
  return points(startOf(store), store.events);
}

function startOf({ before, digits, complete }) {
  const start = beginning(digits);
  return before
    ? { ...start, held: minor(before.held, digits), overdraft: minor(before.overdraft, digits) }
    : { ...start, heldIsUnknown: !complete };
}

/** Positions on the canvas are binary numbers; the texts beside it stay exact. */
function dataOf(drawn, overTime, digits) {
  const scale = 10 ** digits;
  const position = units => (units === null ? null : Number(units) / scale);
  return [
    drawn.map(point => (overTime ? Date.parse(point.at) / 1000 : point.version)),
    drawn.map(point => position(point.balance)),
    drawn.map(point => position(point.available)),
  ];
}

function Chart({ drawn, overTime, version, onVersion, digits, currency }) {
  const host = useRef(null);
  const chart = useRef(null);
  const shown = useRef({});
  shown.current = { drawn, version, onVersion };
  const scheme = useColourScheme();
  const data = useMemo(() => dataOf(drawn, overTime, digits), [drawn, overTime, digits]);
  useEffect(() => {
    chart.current = create(host.current, data, overTime, shown);
    const resized = new ResizeObserver(() => chart.current.setSize({ width: host.current.clientWidth, height: HEIGHT }));
    resized.observe(host.current);
    return () => {
      resized.disconnect();
      chart.current.destroy();
    };
  }, [scheme]);
  useEffect(() => chart.current?.setData(data), [data]);
  useEffect(() => chart.current?.redraw(false), [version]);

  const index = indexOf(drawn, version);
  const point = drawn[index];
  const move = to => onVersion(drawn[Math.max(0, Math.min(drawn.length - 1, to))].version);
  const keys = event => {
    const page = Math.max(1, Math.round(drawn.length / 10));
    const steps = {
      ArrowLeft: index - 1, ArrowDown: index - 1, ArrowRight: index + 1, ArrowUp: index + 1,
      PageDown: index - page, PageUp: index + page, Home: 0, End: drawn.length - 1,
    };
    if (event.key in steps) {
      event.preventDefault();
      move(steps[event.key]);
    }
  };
  return html`<div ref=${host} class="plot" data-testid="plot" tabindex="0" role="slider" aria-orientation="horizontal"
    aria-label="Version, in the plot of the balance" aria-valuemin=${drawn[0].version}
    aria-valuemax=${drawn.at(-1).version} aria-valuenow=${point.version} onKeyDown=${keys}
    aria-valuetext=${`Version ${point.version}, balance ${localMoney(text(point.balance, digits), currency)}`}></div>`;
}

/** Versions have no gaps, so a point's index follows from its version. */
function indexOf(drawn, version) {
  return Math.max(0, Math.min(drawn.length - 1, version - drawn[0].version));
}

function create(host, data, overTime, shown) {
  const style = getComputedStyle(document.documentElement);
  const colour = name => style.getPropertyValue(name).trim();
  const axis = { stroke: colour('--quiet'), grid: { stroke: colour('--line'), width: 1 }, ticks: { show: false } };
  const stepped = uPlot.paths.stepped({ align: 1 });
  const line = { paths: stepped, points: { show: data[0].length < 60, size: 5 }, spanGaps: false };
  const plot = new uPlot({
    width: host.clientWidth,
    height: HEIGHT,
    legend: { show: false },
    cursor: { drag: { x: false, y: false }, y: false, points: { size: 7 } },
    scales: { x: { time: overTime } },
    axes: [
      { ...axis, size: 28, space: overTime ? spaceOf(data[0]) : 80, ...(overTime && { values: clock }) },
      { ...axis, size: 62, space: 34 },
    ],
    padding: [null, 54, null, null],
    series: [{},
      { ...line, label: 'balance', stroke: colour('--accent'), width: 2, fill: colour('--wash') },
      { ...line, label: 'available', stroke: colour('--debit'), width: 1.5, dash: [5, 4] },
    ],
    hooks: { draw: [drawn => mark(drawn, colour('--ink'), shown.current)] },
  }, data, host);
  scrubWithPointer(plot, shown);
  return plot;
}

/** Labels with fractions of a second need more room. */
const spaceOf = times => (times.at(-1) - times[0] < FINE ? 130 : 90);

/** Labels the time axis in the visitor's locale, as finely as its span needs. */
function clock(plot, splits) {
  const span = plot.scales.x.max - plot.scales.x.min;
  const label = span > 2 * 86_400 ? localDay : span < FINE ? localTime : localSeconds;
  return splits.map(seconds => label(seconds * 1000));
}

function mark(plot, colour, { drawn, version }) {
  const at = plot.data[0][indexOf(drawn, version)];
  const x = Math.round(plot.valToPos(at, 'x', true));
  const { ctx, bbox } = plot;
  ctx.save();
  ctx.strokeStyle = colour;
  ctx.lineWidth = devicePixelRatio;
  ctx.beginPath();
  ctx.moveTo(x, bbox.top);
  ctx.lineTo(x, bbox.top + bbox.height);
  ctx.stroke();
  ctx.restore();
}

function scrubWithPointer(plot, shown) {
  const scrub = event => {
    const left = event.clientX - plot.over.getBoundingClientRect().left;
    const point = shown.current.drawn[plot.posToIdx(left)];
    if (point) {
      shown.current.onVersion(point.version);
    }
  };
  plot.over.addEventListener('pointerdown', event => {
    plot.over.setPointerCapture(event.pointerId);
    scrub(event);
  });
  plot.over.addEventListener('pointermove', event => {
    if (plot.over.hasPointerCapture(event.pointerId)) {
      scrub(event);
    }
  });
}

function useColourScheme() {
  const dark = matchMedia('(prefers-color-scheme: dark)');
  const [scheme, setScheme] = useState(dark.matches);
  useEffect(() => {
    const changed = () => setScheme(dark.matches);
    dark.addEventListener('change', changed);
    return () => dark.removeEventListener('change', changed);
  }, []);
  return scheme;
}
