// Puts the phones on the table, keeps them up to date, and says how the line to the office is.
import { make } from "./make.js";
import { openKnobs } from "./knobs.js";
import { post } from "./net.js";
import { Phone } from "./phone.js";
import { sheet } from "./sheets.js";

const phones = new Map();
const table = document.getElementById("phones");
const people = document.getElementById("people");
const office = document.getElementById("office");
let chosen = location.hash.slice(1);

function hear(news) {
  if (news.fresh) location.reload();
  tellOffice(news);
  settle(news);
  for (const [number, phone] of phones) {
    phone.show(news.messages.filter((message) => message.phone === number), news.now);
    phone.update(news.citizens.find((citizen) => citizen.phone === number));
  }
  drawPeople();
}

function settle(news) {
  const numbers = news.citizens.map((citizen) => citizen.phone);
  for (const [number, phone] of phones) {
    if (!numbers.includes(number)) { phone.root.remove(); phones.delete(number); }
  }
  for (const citizen of news.citizens) {
    if (phones.has(citizen.phone)) continue;
    const phone = new Phone(citizen, { name: news.office, number: news.number });
    phones.set(citizen.phone, phone);
    table.append(phone.root);
    if (citizen.phone === chosen) phone.root.scrollIntoView({ inline: "center" });
  }
  if (!phones.has(chosen)) choose(numbers[0]);
  phones.get(chosen)?.root.classList.add("shown");
}

function tellOffice(news) {
  const knobs = news.knobs;
  const trouble = knobs.down || knobs.token_expired || knobs.webhooks_held || knobs.slow_seconds > 0;
  let words = "Tersambung";
  if (!news.verified) words = "Menunggu kantor";
  else if (news.failing) words = `${news.failing} kabar tertunda`;
  else if (trouble) words = "Ada gangguan";
  office.title = `Jabat tangan dengan kantor: ${news.handshake}`;
  office.className = `state ${!news.verified || news.failing ? "bad" : trouble ? "" : "good"}`;
  if (office.textContent !== words) office.textContent = words;
}

function choose(number) {
  chosen = number;
  history.replaceState(null, "", `#${number}`);
  for (const [each, phone] of phones) phone.root.classList.toggle("shown", each === number);
  phones.get(number)?.markRead();
  phones.get(number)?.scrollToEnd();
  drawPeople();
}

function drawPeople() {
  const buttons = [...phones].map(([number, phone]) => make("button", {
    type: "button", "aria-current": String(number === chosen), onclick: () => choose(number),
  }, phone.citizen.name, number !== chosen && phone.unread ? make("b", { "aria-label": `${phone.unread} pesan baru` }, String(phone.unread)) : ""));
  const focused = [...people.children].indexOf(document.activeElement);
  people.replaceChildren(...buttons);
  if (focused >= 0) people.children[focused]?.focus();
}

function addCitizen() {
  const name = make("input", { type: "text", required: true, maxlength: 60, autocomplete: "off" });
  const phone = make("input", { type: "text", inputmode: "numeric", placeholder: "kosongkan untuk nomor berikutnya", autocomplete: "off" });
  const family = make("select", {}, make("option", { value: "wirasena" }, "Keluarga Wirasena"), make("option", { value: "hadipuro" }, "Keluarga Hadipuro"));
  const form = make("form", { id: "citizen-form", onsubmit: async (event) => {
    event.preventDefault();
    const added = await post("/api/citizens", { name: name.value, phone: phone.value.replace(/\D/g, "") || null, family: family.value });
    if (!added) return;
    dialog.close();
    chosen = added.phone;
    phones.forEach((each) => each.root.classList.remove("shown"));
    const shown = phones.get(chosen);
    if (!shown) return;  // the news of it comes with the next event
    choose(chosen);
    shown.root.scrollIntoView({ inline: "center" });
  } }, make("label", { class: "field" }, "Nama rekaan", name), make("label", { class: "field" }, "Nomor", phone, make("small", {}, "62800 dan 6 sampai 10 angka")),
  make("label", { class: "field" }, "Contoh berkas dari", family));
  const dialog = sheet(innerWidth < 900 ? document.body : table.lastElementChild, "Warga baru", form,
    make("div", { class: "foot" }, make("button", { type: "submit", form: "citizen-form", class: "primary" }, "Tambahkan warga")));
  name.focus();
}

document.getElementById("add-citizen").addEventListener("click", addCitizen);
document.getElementById("open-knobs").addEventListener("click", openKnobs);
document.addEventListener("visibilitychange", () => phones.forEach((phone) => phone.markRead()));

const live = new EventSource("/api/live");
live.addEventListener("message", (event) => hear(JSON.parse(event.data)));
live.addEventListener("error", () => {
  office.className = "state bad";
  office.textContent = "Alat latihan terputus";
});
