// Asks the browser for a passkey, or to make one, and sends its answer with the form.
const supported = window.PublicKeyCredential?.parseRequestOptionsFromJSON !== undefined;

for (const part of document.querySelectorAll("[data-passkey]")) {
  if (!supported) {
    break;
  }

  const button = part.querySelector("button");
  const problem = part.querySelector("[role=alert]");
  const field = part.querySelector("input[name=passkey]");
  const makes = part.dataset.passkey === "create";
  let waiting;

  const ask = async (mediation) => {
    // One request at a time: a click ends the one that waits in the form's suggestions.
    waiting?.abort();
    waiting = new AbortController();
    const options = JSON.parse(part.dataset.options);
    const signal = waiting.signal;
    const credential = makes
      ? await navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options), signal })
      : await navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options), mediation, signal });
    field.value = JSON.stringify(credential.toJSON());
    field.form.requestSubmit();
  };

  button.hidden = false;
  button.addEventListener("click", async () => {
    problem.hidden = true;
    try {
      await ask(undefined);
    } catch (error) {
      problem.hidden = error.name === "AbortError";
    }
  });

  if ("conditional" in part.dataset && await PublicKeyCredential.isConditionalMediationAvailable?.()) {
    ask("conditional").catch(() => { /* The button is still there. */ });
  }
}
