/** Time travel: a plot, a slider over versions, and a point in time. */
import { html, useEffect, useRef, useState } from './lib/preact.js';
import { get } from './api.js';
import { Plot } from './plot.js';
import { fieldValue } from './times.js';
import { calm, Failure } from './ui.js';

/**
 * @param version the version that the page shows
 * @param chosen the same, or null while the page follows the newest
 */
export function Travel({ store, version, chosen, onVersion }) {
  return html`<section class="card travel" aria-label="Travel in time">
    <${Plot} store=${store} version=${version} onVersion=${onVersion} />
    <${Controls} store=${store} version=${version} chosen=${chosen} onVersion=${onVersion} />
  </section>`;
}

function Controls({ store, version, chosen, onVersion }) {
  const [failure, setFailure] = useState(null);
  const player = usePlayer(store, version, onVersion);
  const move = to => onVersion(Math.max(1, Math.min(store.head, to)));
  const to = async event => {
    const { value } = event.target;
    if (!value) {
      return;
    }
    try {
      const account = await get(store.path(`?at=${encodeURIComponent(endOfSecond(value))}`));
      setFailure(null);
      onVersion(account.version);
    } catch (problem) {
      setFailure(problem);
    }
  };
  return html`<div>
    <label class="field slider" for="version"><span>As of version <strong>${version}</strong> of ${store.head}</span>
      <input id="version" type="range" min="1" max=${store.head} step="1" value=${version} data-testid="slider"
        onInput=${event => onVersion(Number(event.target.value))} /></label>
    <div class="buttons">
      <button type="button" class="small" disabled=${version <= 1} aria-label="Back" title="Back"
        onClick=${() => move(version - 1)}>◂</button>
      <button type="button" class="small"
        disabled=${version >= store.head} aria-label="Forward" title="Forward" onClick=${() => move(version + 1)}>▸</button>
      <button type="button" class="small" data-testid="restart"
        title="Shows one event after the other, up to the newest. Nothing is written."
        disabled=${!player.playing && version >= store.head}
        onClick=${player.toggle}>${player.playing ? 'Stop' : 'Play from here'}</button>
      <button type="button" class="small" data-testid="newest" disabled=${chosen === null}
        onClick=${() => onVersion(null)}>Newest</button>
      <label class="at" for="at"><span>or as of</span>
        <input id="at" type="datetime-local" step="1" data-testid="at" max=${fieldValue(store.account.updatedAt)}
          onChange=${to} /></label>
    </div>
    ${failure && html`<${Failure} failure=${failure} />`}
  </div>`;
}

/** The field counts seconds, so what happened within that second is part of it. */
function endOfSecond(value) {
  return new Date(new Date(value).getTime() + 999).toISOString();
}

/** Goes on from a version, one event at a time, until the newest. */
function usePlayer(store, version, onVersion) {
  const [playing, setPlaying] = useState(false);
  const shown = useRef(version);
  shown.current = version;
  useEffect(() => {
    if (!playing) {
      return undefined;
    }
    const timer = setInterval(() => {
      if (shown.current >= store.head) {
        setPlaying(false);
        onVersion(null);
      } else {
        onVersion(shown.current + 1);
      }
    }, calm() ? 1500 : 700);
    return () => clearInterval(timer);
  }, [playing]);
  return { playing, toggle: () => setPlaying(!playing) };
}
