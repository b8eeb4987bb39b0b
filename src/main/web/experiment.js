/** What every experiment needs: a small credit, and its run from start to outcome. */
import { useState } from './lib/preact.js';
import { requestOf } from './actions.js';

/** Runs an experiment: {busy, outcome, failure, start}. */
export function useExperiment(store, run) {
  const [state, setState] = useState({ busy: false, outcome: null, failure: null });
  const start = async () => {
    setState({ busy: true, outcome: null, failure: null });
    try {
      const outcome = await run();
      await store.refresh();
      setState({ busy: false, outcome, failure: null });
    } catch (failure) {
      setState({ busy: false, outcome: null, failure });
    }
  };
  return { ...state, start };
}

const smallest = digits => (digits === 0 ? '1' : `0.${'0'.repeat(digits - 1)}1`);

export const creditOf = (store, reference, mode) =>
  requestOf('credit', { amount: smallest(store.digits), reference }, store.id, mode);
