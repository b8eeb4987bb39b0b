/**
 * Access tokens by OpenID Connect: the code flow with PKCE. The token stays in memory. Only the verifier, the state
 * and the page's place are stored, for the redirect, and removed when the browser comes back.
 */

const STORED = 'passbook.sign-in';
const bytes = count => crypto.getRandomValues(new Uint8Array(count));

function base64url(data) {
  return btoa(String.fromCharCode(...data)).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

const redirectUri = () => location.origin + location.pathname;

/** Returns what the issuer says of itself. */
async function discover(issuer) {
  const response = await fetch(`${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`, { credentials: 'omit' });
  if (!response.ok) {
    throw new Error(`The issuer’s configuration could not be read (${response.status}).`);
  }
  const found = await response.json();
  if (found.issuer !== issuer) {
    throw new Error('The issuer’s configuration names another issuer.');
  }
  return found;
}

/** Leaves the page for the issuer's sign-in. */
export async function signIn(config) {
  const { authorization_endpoint: endpoint } = await discover(config.issuer);
  const verifier = base64url(bytes(32));
  const state = base64url(bytes(16));
  const challenge = new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(verifier)));
  sessionStorage.setItem(STORED, JSON.stringify({ verifier, state, place: location.hash }));
  const url = new URL(endpoint);
  const parameters = {
    response_type: 'code',
    client_id: config.clientId,
    redirect_uri: redirectUri(),
    scope: config.scope,
    state,
    code_challenge: base64url(challenge),
    code_challenge_method: 'S256',
  };
  Object.entries(parameters).forEach(([name, value]) => url.searchParams.set(name, value));
  location.assign(url);
}

/**
 * Ends a sign-in if the page was opened by the issuer's redirect.
 *
 * @returns {Promise<string|null>} the token, or null if the page was opened otherwise
 */
export async function signedIn(config) {
  const answer = new URLSearchParams(location.search);
  const stored = sessionStorage.getItem(STORED);
  sessionStorage.removeItem(STORED);
  if (!answer.has('state')) {
    return null;
  }
  const { verifier, state, place = '' } = JSON.parse(stored || '{}');
  history.replaceState(null, '', location.pathname + place);
  if (!state || answer.get('state') !== state) {
    throw new Error('This answer belongs to another sign-in. Sign in again.');
  }
  if (answer.has('iss') && answer.get('iss') !== config.issuer) {
    throw new Error('This answer comes from another issuer. Sign in again.');
  }
  if (!answer.has('code')) {
    throw new Error(answer.get('error_description') || 'The issuer did not let you in.');
  }
  return exchange(config, answer.get('code'), verifier);
}

async function exchange(config, code, verifier) {
  const { token_endpoint: endpoint } = await discover(config.issuer);
  const response = await fetch(endpoint, {
    method: 'POST',
    credentials: 'omit',
    body: new URLSearchParams({
      grant_type: 'authorization_code',
      code,
      client_id: config.clientId,
      redirect_uri: redirectUri(),
      code_verifier: verifier,
    }),
  });
  if (!response.ok) {
    throw new Error(`The issuer gave no token (${response.status}). Sign in again.`);
  }
  return (await response.json()).access_token;
}
