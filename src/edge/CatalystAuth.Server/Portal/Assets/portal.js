// Makes pages nicer that work without it.

// Passwords can be shown, and are hidden again before they are sent, so that no browser keeps them as plain text.
for (const button of document.querySelectorAll("[data-part=reveal]")) {
  const input = document.getElementById(button.getAttribute("aria-controls"));
  const [show, hide] = [button.textContent, button.dataset.on];
  const set = (shown) => {
    input.type = shown ? "text" : "password";
    button.setAttribute("aria-pressed", String(shown));
    button.textContent = shown ? hide : show;
  };
  button.hidden = false;
  button.addEventListener("click", () => {
    set(input.type === "password");
    input.focus();
  });
  input.form?.addEventListener("submit", () => set(false));
}

// What is shown once can be copied.
for (const source of document.querySelectorAll("[data-copy]")) {
  const button = document.createElement("button");
  button.type = "button";
  button.dataset.part = "copy";
  button.textContent = document.body.dataset.copyText;
  button.addEventListener("click", async () => {
    const text = source.dataset.copy === "lines"
      ? [...source.children].map((line) => line.textContent.trim()).join("\n")
      : source.textContent.trim();
    try {
      await navigator.clipboard.writeText(text);
      button.textContent = document.body.dataset.copiedText;
    } catch {
      // Without leave to write, the text is marked for the reader to copy.
      getSelection().selectAllChildren(source);
    }
  });
  source.after(button);
}

// How hard a password is to guess, as the server finds while it is typed. Where it can't be asked nothing is said.
for (const input of document.querySelectorAll("input[data-strength]")) {
  const words = JSON.parse(input.dataset.strength);
  const meter = document.createElement("div");
  meter.dataset.part = "strength";
  meter.setAttribute("aria-hidden", "true");
  const verdict = document.createElement("p");
  verdict.dataset.part = "verdict";
  verdict.setAttribute("aria-live", "polite");
  input.closest("[data-part=control]").after(meter, verdict);

  const typed = (names) => input.form.querySelector(names)?.value || null;
  let withSecondFactor = "secondFactor" in input.dataset;
  let wait;
  let asking;
  const say = (level, text) => {
    meter.dataset.level = String(level);
    if (verdict.textContent !== text) {
      verdict.textContent = text;
    }
  };
  const ask = async () => {
    asking = new AbortController();
    const [password, { signal }] = [input.value, asking];
    const answer = await fetch("/v1/auth/password-strength", {
      method: "POST",
      credentials: "omit",
      signal,
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({
        password,
        email: typed("[name=email], [autocomplete=username]"),
        name: typed("[name=name]"),
        withSecondFactor,
      }),
    });
    if (!answer.ok) {
      return say(0, "");
    }
    const { score, isAccepted, feedback } = await answer.json();
    if (!isAccepted && feedback === "short" && !withSecondFactor && [...password].length >= Number(input.dataset.least ?? Infinity)) {
      // The page knows of a second factor, beside which it may be shorter.
      withSecondFactor = true;
      return ask();
    }
    const found = isAccepted ? (score > 2 ? "strong" : "weak") : "refused";
    say(Math.max(1, isAccepted ? score : Math.min(score, 2)), [words[found], words[feedback]].filter(Boolean).join(" "));
  };
  input.addEventListener("input", () => {
    clearTimeout(wait);
    asking?.abort();
    if (input.value === "") {
      say(0, "");
      return;
    }
    wait = setTimeout(() => ask().catch((error) => {
      if (error.name !== "AbortError") {
        say(0, "");
      }
    }), 400);
  });
}

// A code that is pasted with spaces or dashes is sent at once when it is whole.
for (const input of document.querySelectorAll("input[autocomplete=one-time-code]")) {
  input.addEventListener("paste", (event) => {
    const digits = event.clipboardData.getData("text").replace(/[\s-]/g, "");
    if (/^\d{6,8}$/.test(digits)) {
      event.preventDefault();
      input.value = digits;
      input.form.requestSubmit();
    }
  });
}

// Another mail can be asked for only after a while.
for (const button of document.querySelectorAll("button[data-not-before]")) {
  const wait = Date.parse(button.dataset.notBefore) - Date.now();
  if (wait > 0) {
    button.disabled = true;
    setTimeout(() => { button.disabled = false; }, wait);
  }
}

// One menu at a time; Escape, a click beside it or the way on by keyboard closes it.
const menus = [...document.querySelectorAll("details.menu")];
for (const menu of menus) {
  menu.addEventListener("toggle", () => {
    if (menu.open) {
      menus.filter((other) => other !== menu).forEach((other) => { other.open = false; });
    }
  });
  menu.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && menu.open) {
      menu.open = false;
      menu.querySelector("summary").focus();
    }
  });
  menu.addEventListener("focusout", (event) => {
    if (event.relatedTarget && !menu.contains(event.relatedTarget)) {
      menu.open = false;
    }
  });
}
document.addEventListener("click", (event) => {
  for (const menu of menus) {
    if (!menu.contains(event.target)) {
      menu.open = false;
    }
  }
});

// A second click sends nothing twice.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if ("download" in form.dataset) {
    return;
  }
  if (form.dataset.sent !== undefined) {
    event.preventDefault();
    return;
  }
  form.dataset.sent = "";
  form.setAttribute("aria-busy", "true");
});

// A page that comes back from the browser's memory starts anew.
addEventListener("pageshow", (event) => {
  if (event.persisted) {
    location.reload();
  }
});

// The first field that was wrong.
document.querySelector("[aria-invalid=true]")?.focus();
