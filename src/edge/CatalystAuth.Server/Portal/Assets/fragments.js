// Moves a token from the fragment of the address into the form. It must not stay in the address bar or the history.
const section = document.getElementById("complete");
const field = section?.querySelector("input[name=token]");
const token = new URLSearchParams(location.hash.slice(1)).get("token");
history.replaceState(history.state, "", location.pathname);

if (section && field) {
  if (token) {
    field.value = token;
    section.querySelectorAll("[data-scripted]").forEach((element) => { element.hidden = false; });
    if ("sends" in section.dataset) {
      field.form.requestSubmit();
    }
  } else if ("needsToken" in section.dataset) {
    section.hidden = true;
    document.getElementById("missing").hidden = false;
  }
}
