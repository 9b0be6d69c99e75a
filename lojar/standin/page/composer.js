// Where a citizen types, attaches, drags files in, and sends.
import { icon, make } from "./make.js";
import { sendFiles } from "./net.js";
import { traySheet } from "./sheets.js";

export class Composer {
  constructor(phone, root) {
    this.phone = phone;
    this.root = root;
    this.files = [];
    this.replyTo = null;
    this.box = root.querySelector("textarea");
    this.box.setAttribute("aria-label", `Pesan dari ${phone.citizen.name}`);
    this.panel = root.querySelector(".attach");
    this.plus = root.querySelector(".plus");
    this.staged = root.querySelector(".staged");
    this.reply = root.querySelector(".reply");
    this.fillPanel();
    this.listen();
  }

  listen() {
    const [photos, documents] = [this.root.querySelector(".photos"), this.root.querySelector(".documents")];
    this.root.querySelector("form").addEventListener("submit", (event) => { event.preventDefault(); this.submit(); });
    this.box.addEventListener("input", () => this.fit());
    this.box.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && !event.shiftKey && !event.isComposing) { event.preventDefault(); this.submit(); }
    });
    this.box.addEventListener("paste", (event) => this.stage([...event.clipboardData.files]));
    this.root.querySelector(".camera").addEventListener("click", () => photos.click());
    this.plus.addEventListener("click", () => this.togglePanel());
    this.root.addEventListener("keydown", (event) => event.key === "Escape" && this.togglePanel(false));
    photos.addEventListener("change", () => { this.stage([...photos.files]); photos.value = ""; });
    documents.addEventListener("change", () => { this.stage([...documents.files], true); documents.value = ""; });
    this.reply.querySelector("button").addEventListener("click", () => this.answer(null));
    for (const kind of ["dragenter", "dragover"]) this.root.addEventListener(kind, (event) => this.dragged(event));
    this.root.addEventListener("dragleave", (event) => this.root.contains(event.relatedTarget) || this.root.classList.remove("dropping"));
    this.root.addEventListener("drop", (event) => this.dropped(event));
  }

  fillPanel() {
    const wish = (content) => () => this.phone.send(content);
    const items = [
      ["photo", "Foto", () => this.root.querySelector(".photos").click()],
      ["document", "Dokumen", () => this.root.querySelector(".documents").click()],
      ["samples", "Contoh berkas", () => this.openTray()],
      ["contact", "Kontak", wish({ contact: true })],
      ["place", "Lokasi", wish({ location: { latitude: -8.2191, longitude: 114.3691, name: "Rumah contoh", address: "Jl. Contoh No. 1" } })],
      ["sticker", "Stiker", wish({ sticker: true })],
      ["voice", "Pesan suara", wish({ voice: true })],
      ["poll", "Polling", wish({ poll: true })],
    ];
    this.panel.append(...items.map(([name, label, act]) => make("button", { type: "button", onclick: () => { this.togglePanel(false); act(); } },
      make("span", { class: name }, icon(name)), label)));
  }

  togglePanel(open = this.panel.hidden) {
    this.panel.hidden = !open;
    this.plus.setAttribute("aria-expanded", String(open));
    if (open) this.panel.querySelector("button").focus();
  }

  openTray() {
    traySheet(this.root, this.phone.citizen, this.box.value, (wish) => { this.clear(); this.phone.send(wish); });
  }

  stage(files, asDocument = false) {
    for (const file of files) this.files.push({ file, photo: !asDocument && file.type.startsWith("image/") });
    this.drawStaged();
    if (files.length) this.box.focus();
  }

  drawStaged() {
    this.staged.hidden = this.files.length === 0;
    this.box.placeholder = this.files.length ? "Tambahkan keterangan" : "Ketik pesan";
    this.staged.replaceChildren(...this.files.map((entry, index) => make("figure", {},
      entry.photo ? preview(entry.file) : make("span", { class: "name" }, entry.file.name),
      make("button", { type: "button", "aria-label": `Buang ${entry.file.name}`, onclick: () => { this.files.splice(index, 1); this.drawStaged(); } }, icon("close")))));
  }

  async submit() {
    const text = this.box.value.trim();
    const files = this.files;
    if (!text && !files.length) return;
    const replyTo = this.replyTo;
    this.clear();
    if (!files.length) {
      const sent = await this.phone.send(replyTo ? { text, reply_to: replyTo } : { text });
      if (!sent && !this.box.value) this.box.value = text;
      return;
    }
    await sendFiles(this.phone.number, {
      photos: files.filter((entry) => entry.photo).map((entry) => entry.file),
      documents: files.filter((entry) => !entry.photo).map((entry) => entry.file), caption: text,
    });
  }

  answer(message, words = "") {
    this.replyTo = message ? message.id : null;
    this.reply.hidden = !message;
    this.reply.querySelector("p").textContent = words;
    this.box.focus();
  }

  clear() {
    this.box.value = "";
    this.files = [];
    this.replyTo = null;
    this.reply.hidden = true;
    this.drawStaged();
    this.fit();
  }

  fit() {
    this.box.style.height = "auto";
    this.box.style.height = `${Math.min(140, this.box.scrollHeight + 2)}px`;
  }

  dragged(event) {
    if (!event.dataTransfer.types.includes("Files")) return;
    event.preventDefault();
    this.root.classList.add("dropping");
  }

  dropped(event) {
    event.preventDefault();
    this.root.classList.remove("dropping");
    this.stage([...event.dataTransfer.files]);
  }
}

function preview(file) {
  const url = URL.createObjectURL(file);
  return make("img", { src: url, alt: file.name, onload: () => URL.revokeObjectURL(url) });
}
