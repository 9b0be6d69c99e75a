// A decision waits five seconds in the browser before it is made, so that it can be taken back before it is told.
// Leaving the page makes it at once: whoever decided and went on had decided. Without this file it is made at once.
(function () {
  "use strict";
  var SECONDS = 5;
  var waiting = null;

  function words(name) { return document.getElementById("review").dataset[name]; }

  function bar(form) {
    var element = document.createElement("div");
    element.className = "undo-bar";
    element.setAttribute("role", "status");
    var said = document.createElement("p");
    said.textContent = form.dataset.undo;
    var back = button(words("undo"), "z");
    var now = button(words("now"), "s");
    var left = document.createElement("progress");
    left.max = SECONDS * 10;
    left.value = SECONDS * 10;
    left.setAttribute("aria-hidden", "true");
    back.addEventListener("click", cancel);
    now.addEventListener("click", send);
    element.append(said, back, now, left);
    document.body.append(element);
    return { element: element, left: left };
  }

  function button(label, key) {
    var element = document.createElement("button");
    element.type = "button";
    element.className = "button slim";
    element.dataset.key = key;
    var cap = document.createElement("kbd");
    cap.setAttribute("aria-hidden", "true");
    cap.textContent = key.toUpperCase();
    element.append(label + " ", cap);
    return element;
  }

  function cancel() {
    if (!waiting) { return; }
    clearInterval(waiting.timer);
    waiting.bar.element.remove();
    document.getElementById("review").inert = false;
    waiting.from.focus();
    waiting = null;
  }

  function send() {
    if (!waiting) { return; }
    var form = waiting.form;
    clearInterval(waiting.timer);
    waiting = null;
    form.submit();
  }

  document.addEventListener("submit", function (event) {
    var form = event.target;
    if (!form.dataset.undo) { return; }
    event.preventDefault();
    if (waiting) { return; }
    var from = event.submitter || document.activeElement;
    if (from.getAttribute("aria-disabled") === "true") { form.submit(); return; }
    var shown = bar(form);
    waiting = { form: form, from: from, bar: shown, timer: 0 };
    document.getElementById("review").inert = true;
    shown.element.querySelector("button").focus();
    waiting.timer = setInterval(function () {
      shown.left.value -= 1;
      if (shown.left.value <= 0) { send(); }
    }, 100);
  });

  window.addEventListener("pagehide", function () {
    if (!waiting) { return; }
    var form = waiting.form;
    clearInterval(waiting.timer);
    waiting = null;
    navigator.sendBeacon(form.action, new FormData(form));
  });
})();
