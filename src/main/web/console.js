import { html, render } from "./lib/preact.js";

const place = document.getElementById("console");
place.textContent = "";
render(html`<h1>Passbook console</h1>`, place);
