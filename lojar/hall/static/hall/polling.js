// A part of the page asks whether it changed; 304 leaves it alone. When the network is gone it tells its age, and goes on
// asking: less and less often, and at once when the browser says that the line is back.
(function () {
  "use strict";
  var part = document.querySelector("[data-poll]");
  if (!part) { return; }
  var age = document.querySelector("[data-age]");
  var every = Number(part.dataset.every) * 1000;
  var tag = "", seen = Date.now(), failed = 0, timer = 0, asking = false;

  async function ask() {
    clearTimeout(timer);
    if (asking) { return; }
    asking = true;
    try {
      var stop = new AbortController();
      var late = setTimeout(function () { stop.abort(); }, 8000);
      var answer = await fetch(part.dataset.poll, { headers: tag ? { "If-None-Match": tag } : {}, cache: "no-store", signal: stop.signal });
      clearTimeout(late);
      if (answer.status === 200) {
        var said = await answer.text();
        tag = answer.headers.get("ETag") || "";
        if (part.dataset.said !== said) { part.innerHTML = said; part.dataset.said = said; part.dispatchEvent(new Event("changed")); }
      } else if (answer.status !== 304) { throw new Error(String(answer.status)); }
      seen = Date.now(); failed = 0;
    } catch (_) { failed += 1; }
    asking = false;
    tell();
    timer = setTimeout(ask, Math.min(every * Math.pow(2, Math.min(failed, 4)), 30000));
  }

  function tell() {
    var minutes = Math.floor((Date.now() - seen) / 60000);
    if (!age) { return; }
    age.hidden = minutes < 1;
    var words = age.dataset.ago.replace("{minutes}", String(minutes));
    if (!age.hidden && age.textContent !== words) { age.textContent = words; }
  }

  window.addEventListener("online", ask);
  document.addEventListener("visibilitychange", function () { if (!document.hidden) { ask(); } });
  setInterval(tell, 5000);
  ask();
})();
