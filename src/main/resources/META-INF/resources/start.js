// Fits the start page to the service that serves it: its address, and the links that work here.

const base = new URL(".", location.href).href.replace(/\/$/, "");
document.getElementById("address").textContent = base;

/** Returns what the console says about the service, or nothing where there is no console. */
async function facts() {
  const response = await fetch("console/config.json");
  return response.ok ? response.json() : undefined;
}

function show(where) {
  document
    .querySelectorAll(`[data-shown-where="${where}"]`)
    .forEach((element) => element.removeAttribute("hidden"));
}

const known = await facts().catch(() => undefined);
if (known) {
  show("console");
}
if (known?.dev) {
  show("development");
}
