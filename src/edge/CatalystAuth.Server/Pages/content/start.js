const health = document.getElementById("health");
document.getElementById("origin").textContent = location.origin;

try {
  const answer = await fetch("/healthz/ready", { cache: "no-store" });
  health.dataset.state = answer.ok ? "ready" : "down";
  health.textContent = answer.ok ? "Ready" : "Not ready: look at the server's log";
} catch {
  health.dataset.state = "down";
  health.textContent = "Can't be reached";
}
