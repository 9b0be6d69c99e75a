// Copies a number without its spaces, and says so.
(function () {
  "use strict";
  document.addEventListener("click", async function (event) {
    var button = event.target.closest("[data-copy]");
    if (!button) { return; }
    try {
      await navigator.clipboard.writeText(button.dataset.copy);
    } catch (_) {
      var field = document.createElement("textarea");
      field.value = button.dataset.copy;
      document.body.append(field);
      field.select();
      document.execCommand("copy");
      field.remove();
      button.focus();
    }
    button.classList.add("copied");
    setTimeout(function () { button.classList.remove("copied"); }, 1500);
  });
})();
