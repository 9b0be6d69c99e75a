// The exercise leader's panel: what may be made to go wrong.
import { icon, make } from "./make.js";
import { ask, post } from "./net.js";

const TROUBLES = [
  ["Jalur WhatsApp", [
    ["down", "Jalur mati", "Setiap panggilan dijawab 503."],
    ["unreachable", "Jalur tidak terhubung", "Sambungan ditolak; hanya bila Graph punya alamat sendiri."],
    ["slow_seconds", "Jalur lambat (detik)", "Jawaban ditahan selama ini."],
    ["token_expired", "Token kedaluwarsa", "Setiap panggilan dijawab 401."],
    ["lose_answers", "Jawaban hilang (berapa kali)", "Pesan sampai, tetapi kantor menerima galat."],
    ["media_slow_seconds", "Unduhan foto lambat (detik)", "Foto baru mulai diunduh setelah selama ini."],
    ["media_failures", "Foto gagal diunduh (berapa kali)", "Pencarian dan unduhan dijawab 503."],
    ["media_urls", "Alamat foto ikut dikirim", "Tanpa ini kantor harus memintanya."],
    ["rate_limits", "Batas kecepatan berlaku", "Satu orang: 45 sekaligus, lalu satu tiap 6 detik."],
    ["window_error_later", "Jendela tertutup dikabarkan belakangan", "Lewat status gagal, bukan jawaban langsung."],
  ]],
  ["Kabar ke kantor", [
    ["webhooks_held", "Tahan semua kabar", "Kantor tidak mendengar apa-apa sampai dilepas."],
    ["duplicate_webhooks", "Setiap kabar dua kali", ""],
    ["batch_seconds", "Kumpulkan dulu (detik)", "Lalu dikirim dalam satu kiriman."],
    ["batch_most", "Paling banyak dalam satu kiriman", ""],
    ["reorder", "Urutan terbalik", ""],
  ]],
  ["Lain-lain", [
    ["template_verdict", "Putusan atas templat baru", "", ["APPROVED", "REJECTED"]],
    ["clock_offset", "Jam telepon maju (detik)", "86400 adalah satu hari."],
  ]],
];

export async function openKnobs() {
  const present = await ask("/knobs");
  if (!present) return;
  const dialog = make("dialog", { class: "drawer", "aria-label": "Gangguan untuk latihan" },
    make("header", {}, make("h2", {}, "Gangguan untuk latihan"),
      make("button", { type: "button", class: "round", "aria-label": "Tutup", onclick: () => dialog.close() }, icon("close"))),
    make("p", {}, "Untuk pemimpin latihan. Setiap perubahan langsung berlaku."));
  for (const [heading, knobs] of TROUBLES) {
    dialog.append(make("h3", {}, heading), ...knobs.map((knob) => control(knob, present)));
  }
  dialog.append(make("h3", {}, "Jendela 24 jam"), make("div", { class: "knob" },
    make("span", {}, "Tutup untuk semua warga", make("small", {}, "Sampai mereka menulis lagi.")),
    make("button", { type: "button", onclick: () => post("/knobs", { window_closed: true }) }, "Tutup")), make("p", {}, "\u00a0"));
  dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}

function control([name, label, note, options], present) {
  const turn = (value) => post("/knobs", { [name]: value });
  let input;
  if (options) {
    input = make("select", { onchange: () => turn(input.value) }, ...options.map((each) => make("option", { value: each, selected: each === present[name] }, each)));
  } else if (typeof present[name] === "boolean") {
    input = make("input", { type: "checkbox", onchange: () => turn(input.checked) });
    input.checked = present[name];
  } else {
    input = make("input", { type: "number", value: present[name], min: name === "clock_offset" ? null : 0, step: "any", onchange: () => turn(Number(input.value)) });
  }
  return make("label", { class: "knob" }, make("span", {}, label, note ? make("small", {}, note) : ""), input);
}
