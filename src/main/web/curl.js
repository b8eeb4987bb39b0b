/** Requests as curl commands that one can paste into a shell. */

/** Quotes a text for a POSIX shell, so that nothing in it is ever executed. */
export function quoted(text) {
  return /^[A-Za-z0-9_./:=-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}

/**
 * Returns the command for a request. The token never is part of it: the command reads $TOKEN.
 *
 * @param request {method, path, headers, body}
 * @param withToken whether the service asks for one
 */
export function curlText(origin, request, withToken) {
  const parts = [`curl -i${request.method === 'GET' ? '' : ` -X ${request.method}`} ${quoted(origin + request.path)}`];
  if (withToken) {
    parts.push('-H "Authorization: Bearer $TOKEN"');
  }
  for (const [name, value] of Object.entries(request.headers || {})) {
    parts.push(`-H ${quoted(`${name}: ${value}`)}`);
  }
  if (request.body !== undefined) {
    parts.push(`-d ${quoted(request.body)}`);
  }
  return parts.join(' \\\n  ');
}

/** Returns a command that sends a request from so many clients at once. */
export function parallelCurl(origin, request, withToken, clients) {
  const one = curlText(origin, request, withToken).replace('curl -i', 'curl -s').replaceAll(' \\\n  ', ' ');
  return `for i in $(seq ${clients}); do\n  ${one} &\ndone; wait`;
}
