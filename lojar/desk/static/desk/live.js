// Parts that ask every few seconds send the tag of what they show; 304 leaves them alone.
(function () {
  "use strict";
  document.addEventListener("htmx:configRequest", function (event) {
    var part = event.detail.elt;
    if (part.dataset && part.dataset.etag && event.detail.verb === "get" && part === event.detail.target) {
      event.detail.headers["If-None-Match"] = part.dataset.etag;
    }
  });

  // A list that is being read with the keyboard keeps its place; somebody who types is not disturbed.
  document.addEventListener("htmx:beforeRequest", function (event) {
    var part = event.detail.elt;
    if (part.dataset && part.dataset.etag && (document.hidden || part.querySelector("dialog[open], textarea:focus, input:focus"))) {
      event.preventDefault();
    }
  });

  // A conversation is read from its end; whoever scrolled up to read stays there.
  var atEnd = true;
  function panel() { var talk = document.getElementById("talk"); return talk && talk.closest(".panel"); }
  function toEnd() { var box = panel(); if (box) { box.scrollTop = box.scrollHeight; } }
  document.addEventListener("DOMContentLoaded", toEnd);
  document.addEventListener("htmx:beforeSwap", function () {
    var box = panel();
    atEnd = !box || box.scrollHeight - box.scrollTop - box.clientHeight < 80;
  });
  document.addEventListener("htmx:afterSettle", function () { if (atEnd) { toEnd(); } });
  document.addEventListener("load", function (event) {
    if (atEnd && event.target.closest && event.target.closest("#talk")) { toEnd(); }
  }, true);

  document.addEventListener("click", function (event) {
    var opener = event.target.closest("[data-open]");
    var dialog = opener && document.getElementById(opener.dataset.open);
    if (dialog) { dialog.showModal(); }
    document.querySelectorAll("details.me[open], details.pop[open]").forEach(function (menu) {
      if (!menu.contains(event.target)) { menu.open = false; }
    });
  });

  // What opens shows its first field.
  document.addEventListener("toggle", function (event) {
    var opened = event.target;
    if (!(opened instanceof HTMLDetailsElement) || !opened.open || !opened.hasAttribute("data-opens")) { return; }
    var first = opened.querySelector("textarea, input:not([type=hidden]):not([type=checkbox]), input[type=checkbox]");
    if (first && !opened.dataset.opened) { first.focus({ preventScroll: false }); }
  }, true);
})();
