// The screen calls out: a chime, then the number in Indonesian where the browser has such a voice. Browsers give sound
// only after somebody pressed something, so the screen is switched on once.
(function () {
  "use strict";
  var part = document.querySelector("[data-poll]");
  var button = document.querySelector("[data-sound]");
  var clock = document.querySelector("[data-clock]");
  var sound = null, told = latest().dataset.call || "";

  function latest() { return part.querySelector(".latest") || part; }

  function chime() {
    [[660, 0], [523, 0.28]].forEach(function (tone) {
      var wave = sound.createOscillator(), loud = sound.createGain(), at = sound.currentTime + tone[1];
      wave.frequency.value = tone[0];
      loud.gain.setValueAtTime(0.0001, at);
      loud.gain.exponentialRampToValueAtTime(0.4, at + 0.03);
      loud.gain.exponentialRampToValueAtTime(0.0001, at + 0.6);
      wave.connect(loud).connect(sound.destination);
      wave.start(at); wave.stop(at + 0.65);
    });
  }

  function say(words) {
    if (!("speechSynthesis" in window)) { return; }
    var voice = window.speechSynthesis.getVoices().find(function (each) { return /^id\b/i.test(each.lang); });
    if (!voice) { return; }
    var speech = new SpeechSynthesisUtterance(words);
    speech.voice = voice; speech.lang = voice.lang; speech.rate = 0.9;
    window.speechSynthesis.speak(speech);
  }

  part.addEventListener("changed", function () {
    var now = latest();
    if (!now.dataset.call || now.dataset.call === told) { return; }
    told = now.dataset.call;
    now.classList.add("fresh");
    if (sound) { chime(); setTimeout(function () { say(now.dataset.said); }, 1000); }
  });

  if (button && window.AudioContext) {
    button.hidden = false;
    button.addEventListener("click", function () { sound = new AudioContext(); chime(); button.hidden = true; });
  }
  function tick() { clock.textContent = new Date().toLocaleTimeString("id-ID", { hour: "2-digit", minute: "2-digit", timeZone: clock.dataset.clock }); }
  if (clock) { tick(); setInterval(tick, 5000); }
})();
