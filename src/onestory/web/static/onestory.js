// Everything works without this file.
document.addEventListener("keydown", (event) => {
  const at = document.activeElement;
  if (event.key === "Escape" && at instanceof HTMLElement) at.blur();
  // The moderator's list: j and k move, a, s, d, u decide.
  if (at instanceof HTMLElement && at.matches("input, textarea, select")) return;
  const queue = [...document.querySelectorAll("[data-comment]")];
  if (!queue.length || event.ctrlKey || event.metaKey || event.altKey) return;
  const here = queue.findIndex((row) => row.contains(at));
  if (event.key === "j" || event.key === "k") {
    queue[Math.max(0, Math.min(queue.length - 1, here + (event.key === "j" ? 1 : -1)))].focus();
  } else if (here >= 0) {
    queue[here].querySelector(`[data-key="${CSS.escape(event.key)}"]`)?.click();
  }
});
