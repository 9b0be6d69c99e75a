// The page /log: what went to the office, and what it answered.
import { make } from "./make.js";
import { ask } from "./net.js";

const rows = document.getElementById("rows");
const line = document.getElementById("line");
let before = "";

async function load() {
  const log = await ask("/api/log");
  if (!log) return;
  const words = `${log.url} — jabat tangan: ${log.handshake}`;
  if (line.textContent !== words) line.textContent = words;
  const now = JSON.stringify(log.deliveries);
  // Redrawing would close what somebody has opened to read.
  if (now !== before && !rows.querySelector("details[open]")) {
    rows.replaceChildren(...(log.deliveries.length ? log.deliveries.map(row) : [empty()]));
    before = now;
  }
}

function row(delivery) {
  const answer = delivery.answer || "belum dicoba";
  const words = { waiting: delivery.attempts ? `${answer}, dicoba lagi` : "menunggu", done: answer, dropped: `${answer}, dilepas sesudah 7 hari` };
  const time = new Date(delivery.created_at * 1000).toLocaleTimeString("id-ID");
  const style = delivery.state === "done" ? "good" : delivery.attempts ? "bad" : "";
  return make("tr", {}, make("td", {}, String(delivery.id)), make("td", {}, time), make("td", {}, delivery.about),
    make("td", {}, delivery.lane === "-" ? "" : delivery.lane), make("td", { class: style }, words[delivery.state]),
    make("td", {}, String(delivery.attempts)),
    make("td", {}, make("details", {}, make("summary", {}, "lihat"), make("pre", {}, JSON.stringify(JSON.parse(delivery.body), null, 1)))));
}

function empty() {
  return make("tr", {}, make("td", { colspan: 7 }, "Belum ada kiriman. Kirim pesan dari salah satu telepon."));
}

load();
setInterval(load, 2000);
