// A button with ready words writes them into a text box, where they are read and changed. It sends nothing.
(function () {
  "use strict";
  document.addEventListener("click", function (event) {
    var button = event.target.closest("[data-insert]");
    var box = button && document.getElementById(button.dataset.into);
    if (!box) { return; }
    var words = button.dataset.insert;
    var whole = button.hasAttribute("data-whole"); // an answer of its own: after what was typed, never over it
    if (whole && box.value.trim()) { words = "\n\n" + words; }
    var at = whole ? box.value.trimEnd().length : box.selectionEnd;
    box.setRangeText(words, whole ? at : box.selectionStart, whole ? box.value.length : at, "end");
    var list = button.closest("details");
    if (list) { list.open = false; }
    box.dispatchEvent(new Event("input", { bubbles: true }));
    box.focus();
    box.scrollTop = box.scrollHeight;
  });
})();
