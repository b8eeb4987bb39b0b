/** The page that asks for a token. */
import { html, useState } from './lib/preact.js';
import { signIn } from './tokens.js';
import { Hint } from './ui.js';

/** @param reason why a token is needed again, or null */
export function SignIn({ config, reason, onToken }) {
  const [typed, setTyped] = useState('');
  const [problem, setProblem] = useState(reason);
  const paste = event => {
    event.preventDefault();
    const token = typed.trim().replace(/^Bearer\s+/i, '');
    if (/^[\x21-\x7e]+$/.test(token)) {
      setTyped('');
      onToken(token);
    } else {
      setProblem('This is no token: it holds spaces or is empty.');
    }
  };
  const leave = () => signIn(config).catch(failure => setProblem(failure.message));
  return html`<main class="signin card" id="main" tabindex="-1">
    <h1>Who are you?</h1>
    <p>This service asks for an access token. The console keeps it in memory only: it is gone when you leave or reload
      the page.</p>
    ${problem && html`<p class="failure" role="alert">${problem}</p>`}
    ${config.clientId
      ? html`<button type="button" class="primary" data-testid="sign-in" onClick=${leave}>Sign in</button>`
      : html`<form onSubmit=${paste}>
          <label class="field" for="token"><span>Access token</span>
            <textarea id="token" rows="4" data-testid="token-field" autocomplete="off" spellcheck="false" value=${typed}
              onInput=${event => setTyped(event.target.value)}></textarea></label>
          <${Hint}>Ask your identity provider for a token with the scope accounts:read. To see rows, it needs the
            operator’s role, too.${config.issuer && ` Its issuer is ${config.issuer}.`}<//>
          <button type="submit" class="primary" data-testid="use-token">Use this token</button>
        </form>`}
  </main>`;
}
