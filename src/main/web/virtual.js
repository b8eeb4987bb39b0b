/** A list that renders only what is near the window, so that 10,000 items scroll like ten. */
import { html, useEffect, useLayoutEffect, useMemo, useRef, useState } from './lib/preact.js';

const NEAR = 800;

/**
 * @param items what to show
 * @param keyOf returns an item's key; heights are kept by it
 * @param estimate returns an item's likely height in pixels, until it was measured
 * @param render returns an item's content
 * @param onEnd is called when the end comes near, to load more
 */
export function VirtualList({ items, keyOf, estimate, render, onEnd, label, total, testId }) {
  const list = useRef(null);
  const heights = useRef(new Map());
  const [measured, setMeasured] = useState(0);
  const span = useWindowSpan(list, heights, () => setMeasured(count => count + 1));
  const offsets = useMemo(
    () => offsetsOf(items, item => heights.current.get(keyOf(item)) ?? estimate(item)), [items, measured]);
  const first = Math.max(0, indexAt(offsets, span.top - NEAR));
  const end = Math.min(items.length, indexAt(offsets, span.bottom + NEAR) + 1);

  useLayoutEffect(() => {
    let differs = false;
    for (const element of list.current.children) {
      const height = element.getBoundingClientRect().height;
      const { key } = element.dataset;
      if (Math.abs((heights.current.get(key) ?? -1) - height) > 0.5) {
        heights.current.set(key, height);
        differs = true;
      }
    }
    if (differs) {
      setMeasured(count => count + 1);
    }
  });
  useEffect(() => {
    if (onEnd && end >= items.length - 5) {
      onEnd();
    }
  }, [end, items.length]);

  return html`<div ref=${list} class="virtual" role="list" aria-label=${label} data-testid=${testId}
      style=${{ paddingTop: `${offsets[first] || 0}px`, paddingBottom: `${offsets[items.length] - offsets[end]}px` }}>
    ${items.slice(first, end).map((item, index) => html`
      <div role="listitem" key=${keyOf(item)} data-key=${keyOf(item)} class="virtual-item"
          aria-setsize=${total ?? -1} aria-posinset=${first + index + 1}>${render(item)}</div>`)}
  </div>`;
}

/** Returns which part of the list the window shows, in pixels from the list's top. */
function useWindowSpan(list, heights, onWidth) {
  const [span, setSpan] = useState({ top: 0, bottom: 1000 });
  useEffect(() => {
    let frame = 0;
    let width = 0;
    const look = () => {
      frame = 0;
      const box = list.current.getBoundingClientRect();
      if (width !== box.width) {
        heights.current.clear();
        width = box.width;
        onWidth();
      }
      setSpan({ top: -box.top, bottom: innerHeight - box.top });
    };
    const later = () => {
      frame ||= requestAnimationFrame(look);
    };
    look();
    addEventListener('scroll', later, { passive: true });
    addEventListener('resize', later);
    return () => {
      cancelAnimationFrame(frame);
      removeEventListener('scroll', later);
      removeEventListener('resize', later);
    };
  }, []);
  return span;
}

function offsetsOf(items, heightOf) {
  const offsets = new Array(items.length + 1);
  offsets[0] = 0;
  for (let index = 0; index < items.length; index += 1) {
    offsets[index + 1] = offsets[index] + heightOf(items[index]);
  }
  return offsets;
}

/** Returns the index of the item at an offset, by binary search. */
function indexAt(offsets, offset) {
  let low = 0;
  let high = offsets.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (offsets[middle] <= offset) {
      low = middle;
    } else {
      high = middle - 1;
    }
  }
  return low;
}
