const form = document.getElementById("setup");
const problem = document.getElementById("problem");
const token = new URLSearchParams(location.hash.slice(1)).get("token");

// The token must not stay in the address bar or the history.
history.replaceState(null, "", location.pathname);

if (!token) {
  form.hidden = true;
  document.getElementById("missing").hidden = false;
}

function show(field, message) {
  const input = form.elements[field];
  const place = form.querySelector(`[data-for="${field}"]`);
  place.textContent = message ?? "";
  place.hidden = !message;
  input.toggleAttribute("aria-invalid", false);
  if (message) {
    input.setAttribute("aria-invalid", "true");
  }
}

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  const button = form.querySelector("button");
  const answers = Object.fromEntries(new FormData(form));
  for (const field of Object.keys(answers)) {
    show(field, null);
  }

  problem.hidden = true;
  button.disabled = true;
  try {
    const answer = await fetch("/v1/setup", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ token, ...answers }),
    });
    const body = await answer.json();
    if (answer.ok) {
      form.hidden = true;
      const done = document.getElementById("done");
      done.hidden = false;
      done.focus();
      return;
    }

    const wrong = Object.entries(body.errors ?? {}).filter(([field]) => field in answers);
    for (const [field, messages] of wrong) {
      show(field, messages[0]);
    }

    if (wrong.length > 0) {
      form.elements[wrong[0][0]].focus();
    } else {
      problem.textContent = body.detail ?? "That did not work.";
      problem.hidden = false;
    }
  } catch {
    problem.textContent = "The server can't be reached.";
    problem.hidden = false;
  } finally {
    button.disabled = false;
  }
});
