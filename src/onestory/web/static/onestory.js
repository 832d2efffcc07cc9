// Everything works without this file. With it: Escape closes an open sentence, and a link that comes
// back to a claim opens what it names.
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && document.activeElement instanceof HTMLElement) {
    document.activeElement.blur();
  }
});
