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

// How hard a password is to guess, roughly; the server decides.
for (const input of document.querySelectorAll("input[data-strength]")) {
  const meter = document.createElement("div");
  meter.dataset.part = "strength";
  meter.setAttribute("aria-hidden", "true");
  input.closest("[data-part=control]").after(meter);
  input.addEventListener("input", () => {
    const kinds = [/\p{Ll}/u, /\p{Lu}/u, /\p{Nd}/u, /[^\p{L}\p{Nd}]/u].filter((kind) => kind.test(input.value)).length;
    const different = new Set(input.value).size;
    const bits = Math.min([...input.value].length, different * 2) * (2 + kinds);
    meter.dataset.level = String(input.value === "" ? 0 : bits < 30 ? 1 : bits < 55 ? 2 : bits < 80 ? 3 : 4);
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
