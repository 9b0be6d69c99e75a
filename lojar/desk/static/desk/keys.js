// One key, one button: whatever carries data-key is pressed by it, and listed in the key map.
(function () {
  "use strict";
  var OFF = "lojar.keys.off";

  function isOn() {
    try { return localStorage.getItem(OFF) !== "1"; } catch (_) { return true; }
  }

  function typing(element) {
    if (!element) { return false; }
    if (element.tagName === "INPUT") { return !/^(checkbox|radio|button|submit)$/.test(element.type); }
    return /^(TEXTAREA|SELECT)$/.test(element.tagName) || element.isContentEditable;
  }

  function reachable(element) {
    if (element.disabled || element.closest("[inert], [hidden]")) { return false; }
    var closed = element.closest("details:not([open])");
    if (closed && !(element.tagName === "SUMMARY" && element.parentElement === closed)) {
      return element.dataset.open !== undefined;
    }
    return true;
  }

  function withKey(key) {
    var wanted = key.length === 1 ? key.toLowerCase() : key;
    var found = Array.from(document.querySelectorAll("[data-key]")).filter(function (element) {
      return element.dataset.key === wanted && reachable(element);
    });
    return found[found.length - 1]; // what opened last lies on top
  }

  function firstField(details) {
    return details.querySelector("input:not([type=hidden]):not([disabled]), textarea, select");
  }

  function press(element) {
    var other = element.dataset.press && document.getElementById(element.dataset.press);
    if (other) { other.click(); return; }
    var field = element.tagName === "SUMMARY" && element.parentElement.open && firstField(element.parentElement);
    if (field) { field.focus(); return; } // open already: the key leads in, Escape closes
    if (/^(INPUT|TEXTAREA)$/.test(element.tagName) && element.type !== "checkbox") { element.focus(); element.select(); return; }
    element.click();
    // live.js leads into what opens. Told at once: the browser's own "toggle" comes later than a fast typist's next letter.
    if (element.tagName === "SUMMARY") { element.parentElement.dispatchEvent(new Event("toggle")); }
  }

  function listed(element) {
    if (element.dataset.keyName) { return element.dataset.keyName; }
    var copy = element.cloneNode(true);
    copy.querySelectorAll("kbd").forEach(function (cap) { cap.remove(); });
    return copy.textContent.replace(/\s+/g, " ").trim();
  }

  function fillMap() {
    var list = document.querySelector("[data-key-list]");
    if (!list) { return; }
    list.textContent = "";
    var seen = {};
    document.querySelectorAll("[data-key]").forEach(function (element) {
      var key = element.dataset.key;
      if (seen[key] || !reachable(element)) { return; }
      seen[key] = true;
      var row = document.createElement("li");
      var label = document.createElement("span");
      var cap = document.createElement("kbd");
      cap.textContent = { ArrowRight: "→", ArrowLeft: "←", Escape: "Esc" }[key] || key.toUpperCase();
      label.textContent = listed(element);
      row.append(label, cap);
      list.append(row);
    });
  }

  function moveInRows(step) {
    var links = Array.from(document.querySelectorAll("[data-rows] a"));
    if (!links.length) { return false; }
    var here = links.indexOf(document.activeElement);
    var next = links[Math.max(0, Math.min(links.length - 1, here + step))] || links[0];
    next.focus();
    return true;
  }

  function escape() {
    var open = document.querySelectorAll("details[data-opens][open], details.pop[open], details.me[open], details.hint[open]");
    if (!open.length) { return false; }
    open.forEach(function (each) { each.open = false; });
    return true;
  }

  document.addEventListener("keydown", function (event) {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && event.target.tagName === "TEXTAREA" && event.target.form) {
      event.preventDefault();
      event.target.form.requestSubmit();
      return;
    }
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) { return; }
    if (event.key === "Escape" && typing(document.activeElement)) { document.activeElement.blur(); escape(); return; }
    if (!isOn() || typing(event.target) || document.querySelector("dialog[open]")) { return; }
    if (event.key === "Escape" && escape()) { event.preventDefault(); return; }
    if ((event.key === "j" && moveInRows(1)) || (event.key === "k" && moveInRows(-1))) { event.preventDefault(); return; }
    if (event.target.closest("[data-picture]") && /^Arrow/.test(event.key)) { return; }
    var element = withKey(event.key === "=" ? "+" : event.key);
    if (!element) { return; }
    event.preventDefault();
    if (event.key === "?") { fillMap(); }
    press(element);
  });

  document.addEventListener("click", function (event) {
    if (event.target.closest('[data-open="key-map"]')) { fillMap(); }
  });

  document.addEventListener("DOMContentLoaded", function () {
    var box = document.querySelector("[data-keys-on]");
    if (!box) { return; }
    box.checked = isOn();
    box.addEventListener("change", function () {
      try { localStorage.setItem(OFF, box.checked ? "" : "1"); } catch (_) { box.checked = true; }
    });
  });
})();
