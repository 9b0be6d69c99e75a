// The printer's button only where there is a script to press it with; the browser prints the page anyway.
(function () {
  "use strict";
  var button = document.querySelector("[data-print]");
  if (button) { button.hidden = false; button.addEventListener("click", function () { window.print(); }); }
})();
