/** Hash routing: #/accounts, #/accounts/<id>, #/support/<id>. An address holds ids only. */
import { useEffect, useState } from './lib/preact.js';

/** Returns {page, id} of a hash. */
export function routeOf(hash) {
  const [, page = 'accounts', id = null] = hash.replace(/^#/, '').split('/');
  return { page: ['accounts', 'support'].includes(page) ? page : 'accounts', id: id ? decoded(id) : null };
}

function decoded(part) {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

export const address = (page, id) => `#/${page}${id ? `/${encodeURIComponent(id)}` : ''}`;

export function go(page, id) {
  location.hash = address(page, id);
}

export function useRoute() {
  const [route, setRoute] = useState(routeOf(location.hash));
  useEffect(() => {
    const changed = () => setRoute(routeOf(location.hash));
    addEventListener('hashchange', changed);
    return () => removeEventListener('hashchange', changed);
  }, []);
  return route;
}
