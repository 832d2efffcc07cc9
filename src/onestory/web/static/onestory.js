// Everything works without this file.
document.addEventListener("keydown", (event) => {
  const at = document.activeElement;
  if (event.key === "Escape" && at instanceof HTMLElement) at.blur();
  // The moderator's list: j and k move, a, s, d, u decide.
  if (at instanceof HTMLElement && at.matches("input, textarea, select")) return;
  const queue = [...document.querySelectorAll("[data-comment]")];
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const here = queue.findIndex((row) => row.contains(at));
  if (event.key === "j" || event.key === "k") {
    queue[Math.max(0, Math.min(queue.length - 1, here + (event.key === "j" ? 1 : -1)))].focus();
  } else {
    // Undo is about the decision just made; everything else about the comment in hand.
    const last = document.querySelector(`[data-last] [data-key="${CSS.escape(event.key)}"]`);
    (last ?? queue[Math.max(0, here)]?.querySelector(`[data-key="${CSS.escape(event.key)}"]`))?.click();
  }
});

// A comment is sent without leaving the page; where that fails, the form is sent as without scripts.
document.addEventListener("submit", async (event) => {
  const form = event.target;
  if (!(form instanceof HTMLFormElement) || !form.matches("[data-talk]")) return;
  event.preventDefault();
  form.querySelector("button").disabled = true;
  try {
    const body = new URLSearchParams(new FormData(form));
    const answer = await fetch(form.action, { method: "POST", body });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const part = ["#comments", "#reply"].find((id) => page.querySelector(id));
    const fresh = page.querySelector(part);
    document.querySelector(part).replaceWith(fresh);
    if (answer.redirected) history.replaceState(null, "", answer.url);
    const notice = fresh.querySelector(".notice") ?? fresh;
    notice.tabIndex = -1;
    notice.focus();
  } catch {
    form.submit();
  }
});
