// Asks the browser for a passkey, or to make one, and sends its answer with the form.
const supported = window.PublicKeyCredential?.parseRequestOptionsFromJSON !== undefined;

// A challenge ends when the browser may stop waiting for it. A page that is left open gets another before that.
const life = 300_000;
const share = 0.8;

// The same part of the page as the server shows it now, with another challenge: of a step on the way by asking for it once more, else by another look.
const fetchAnew = async (part, form) => {
  // An interactive page asks for its steps itself.
  if (!form.hasAttribute("action")) {
    return undefined;
  }

  const kind = form.elements.namedItem("kind")?.value;
  const onTheWay = form.elements.namedItem("flow") !== null && kind !== "identify";

  // By its attribute: buttons of the form are called so too.
  const address = new URL(onTheWay ? form.getAttribute("action") : location.href, location.href);
  const init = { headers: { Accept: "text/html" } };
  if (onTheWay || part.dataset.passkey === "create") {
    init.method = "POST";
    init.body = new URLSearchParams([...new FormData(form)].filter(([name]) => name !== "passkey"));
    init.body.set("method", "passkey");
  } else {
    // What an open page waits for at its beginning is told from no other, so it begins anew. Who is signed in by now is led away, and stays here.
    address.searchParams.delete("flow");
    init.redirect = "manual";
  }

  const answer = await fetch(address, init);
  const page = answer.ok ? new DOMParser().parseFromString(await answer.text(), "text/html") : undefined;
  const found = page?.querySelector(`[data-passkey="${part.dataset.passkey}"]`);
  return found?.closest("form").elements.namedItem("kind")?.value === kind ? found : undefined;
};

const attach = async (part) => {
  const button = part.querySelector("button");
  const problem = part.querySelector("[role=alert]");
  const field = part.querySelector("input[name=passkey]");
  const makes = part.dataset.passkey === "create";
  const waits = "conditional" in part.dataset && await PublicKeyCredential.isConditionalMediationAvailable?.();
  let waiting;
  let takenAt = Date.now();
  let asked = false;

  const rest = () => takenAt + share * (JSON.parse(part.dataset.options).timeout ?? life) - Date.now();

  const renew = async (isWanted) => {
    const found = await fetchAnew(part, field.form).catch(() => undefined);
    if (found === undefined || !isWanted()) {
      return false;
    }

    // The challenge belongs to what is posted beside it.
    for (const hidden of found.closest("form").querySelectorAll("input[type=hidden][name]")) {
      const own = field.form.elements.namedItem(hidden.name);
      if (own instanceof HTMLInputElement && own !== field) {
        own.value = hidden.value;
      }
    }

    part.dataset.options = found.dataset.options;
    takenAt = Date.now();
    return true;
  };

  const ask = async (mediation) => {
    // One request at a time: a click ends the one that waits in the form's suggestions.
    waiting?.abort();
    const own = waiting = new AbortController();
    const options = JSON.parse(part.dataset.options);
    const credential = makes
      ? await navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options), signal: own.signal })
      : await navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options), mediation, signal: own.signal });
    field.value = JSON.stringify(credential.toJSON());

    // An interactive page hears of it by the event, and answers with what it heard.
    field.dispatchEvent(new Event("change", { bubbles: true }));
    field.form.requestSubmit();
  };

  const offer = () => {
    if (waits) {
      ask("conditional").catch(() => { /* The button is still there. */ });
    }
  };

  // Nobody looks at a hidden page, and who is being asked has the challenge already.
  const keepGood = async () => {
    if (part.isConnected && !document.hidden && !asked && rest() <= 0 && await renew(() => !asked)) {
      offer();
    }
  };

  const watch = () => setTimeout(async () => {
    if (part.isConnected) {
      await keepGood();
      watch();
    }
  }, Math.max(rest(), 10_000));

  button.hidden = false;
  button.addEventListener("click", async () => {
    problem.hidden = true;
    asked = true;
    try {
      if (rest() <= 0) {
        await renew(() => true);
      }

      await ask(undefined);
    } catch (error) {
      problem.hidden = error.name === "AbortError";
    } finally {
      asked = false;
    }
  });

  document.addEventListener("visibilitychange", keepGood);
  watch();
  offer();
};

// Interactive pages bring their steps later.
const attached = new WeakSet();
const attachAll = () => {
  for (const part of document.querySelectorAll("[data-passkey]")) {
    if (!attached.has(part)) {
      attached.add(part);
      attach(part);
    }
  }
};

if (supported) {
  attachAll();
  new MutationObserver(attachAll).observe(document.documentElement, { childList: true, subtree: true });
}
