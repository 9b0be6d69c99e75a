// Copies a number without its spaces, and says so.
// Or the next one in the order of the form, key after key, while it is typed over into the register.
(function () {
  "use strict";
  var last = null;

  document.addEventListener("click", function (event) {
    var next = event.target.closest("[data-copy-next]");
    if (!next) { return; }
    var all = Array.from(document.querySelectorAll(".facts [data-copy]"));
    var button = all[all.indexOf(last) + 1] || all[0];
    if (!button) { return; }
    last = button;
    button.click();
    button.scrollIntoView({ block: "nearest" });
    next.querySelector("[data-says]").textContent =
      next.dataset.copyNext + ": " + button.closest(".fact").querySelector("dt").textContent;
  });

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
