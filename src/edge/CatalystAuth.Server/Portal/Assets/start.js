// Says whether the server is ready.
const health = document.getElementById("health");

try {
  const answer = await fetch("/healthz/ready", { cache: "no-store" });
  health.dataset.state = answer.ok ? "ready" : "down";
  health.textContent = answer.ok ? health.dataset.ready : health.dataset.down;
} catch {
  health.dataset.state = "down";
  health.textContent = health.dataset.down;
}
