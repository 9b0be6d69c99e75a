// The camera reads the pass where the browser can (BarcodeDetector); everywhere else it is typed.
(function () {
  "use strict";
  document.addEventListener("DOMContentLoaded", async function () {
    var start = document.querySelector("[data-scan]");
    var view = document.querySelector("[data-scan-view]");
    var input = document.getElementById("code");
    if (!start || !("BarcodeDetector" in window) || !navigator.mediaDevices) { return; }
    var formats = await window.BarcodeDetector.getSupportedFormats().catch(function () { return []; });
    if (formats.indexOf("qr_code") < 0) { return; }
    start.hidden = false;
    start.addEventListener("click", async function () {
      var detector = new window.BarcodeDetector({ formats: ["qr_code"] });
      try {
        view.srcObject = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
      } catch (_) { input.focus(); return; }
      view.hidden = false;
      await view.play();
      (async function look() {
        var found = await detector.detect(view).catch(function () { return []; });
        if (!found.length) { requestAnimationFrame(look); return; }
        view.srcObject.getTracks().forEach(function (track) { track.stop(); });
        input.value = found[0].rawValue;
        input.form.submit();
      })();
    });
  });
})();
