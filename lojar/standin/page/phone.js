// One citizen's phone: the chat, what is unread, and what a thumb can do with a message.
import { bubble, summary } from "./bubble.js";
import { Composer } from "./composer.js";
import { day, make, pretty } from "./make.js";
import { post, send } from "./net.js";
import { listSheet, menuSheet, questionSheet, viewer } from "./sheets.js";

export class Phone {
  constructor(citizen, office) {
    this.citizen = citizen;
    this.officeName = office.name;
    this.messages = new Map();
    this.root = document.getElementById("phone").content.firstElementChild.cloneNode(true);
    this.root.setAttribute("aria-label", `Telepon ${citizen.name}`);
    this.chat = this.root.querySelector(".chat");
    this.chat.setAttribute("aria-label", `Percakapan ${citizen.name} dengan ${office.name}`);
    this.root.querySelector(".owner b").textContent = `Telepon ${citizen.name}`;
    this.root.querySelector(".owner span").textContent = pretty(citizen.phone);
    this.root.querySelector(".head h2").textContent = office.name;
    this.under = this.root.querySelector(".under");
    this.idle = `Akun bisnis · ${pretty(office.number)}`;
    this.under.textContent = this.idle;
    this.typing = make("div", { class: "typing", role: "img", "aria-label": "Kantor sedang mengetik" }, make("i"), make("i"), make("i"));
    this.hint = make("div", { class: "hint" }, "Belum ada percakapan. Tulis pesan pertama kepada kantor, misalnya: Halo");
    this.chat.append(this.hint);
    this.composer = new Composer(this, this.root);
    this.root.querySelector(".more").addEventListener("click", () => this.openPhoneMenu());
  }

  get number() { return this.citizen.phone; }
  get unread() { return [...this.messages.values()].filter((each) => each.side === "office" && !each.seen && !["read", "failed"].includes(each.status)).length; }
  get onScreen() { return this.root.offsetParent !== null && document.visibilityState === "visible"; }

  message(id) { return this.messages.get(id); }
  send(wish) { return send(this.number, wish); }
  view(url, alt) { viewer(url, alt); }
  choose(message, id) { return this.send({ choice: id, message_id: message.id }); }
  openList(message) { listSheet(this.root, message, (id) => this.choose(message, id)); }
  shareOwnNumber() { return this.send({ contact: { name: this.citizen.name, phone: pretty(this.number) } }); }

  show(changed, now) {
    const atEnd = this.chat.scrollHeight - this.chat.scrollTop - this.chat.clientHeight < 120;
    let news = false;
    for (const message of changed) {
      news = this.place(message, now) || news;
    }
    if (news && (atEnd || this.messages.size === changed.length)) this.scrollToEnd();
    this.markRead();
  }

  place(message, now) {
    const known = this.messages.get(message.id);
    this.messages.set(message.id, message);
    if (message.silent || message.status === "failed") return false;
    const item = bubble(message, this);
    if (known) {
      const old = this.chat.querySelector(`[data-id="${CSS.escape(message.id)}"]`);
      if (old) { item.className = [item.className, old.classList.contains("turn") ? "turn" : ""].join(" "); this.swap(old, item); }
      return false;
    }
    this.append(item, message, now);
    return true;
  }

  // A new tick must not throw away the focus or make a screen reader say the message again.
  swap(old, item) {
    if (old.contains(document.activeElement) || old.querySelector("audio, img")) {
      old.querySelector(".meta")?.replaceWith(item.querySelector(".meta"));
      if (old.textContent === item.textContent && old.classList.contains("reacted") === item.classList.contains("reacted")) return;
    }
    old.replaceWith(item);
  }

  append(item, message, now) {
    this.hint.remove();
    const today = day(message.at, now);
    if (today !== this.lastDay) {
      this.chat.append(make("div", { class: "day" }, today));
      this.lastDay = today;
      this.lastSide = null;
    }
    if (message.side !== this.lastSide) item.classList.add("turn");
    this.lastSide = message.side;
    this.chat.append(item);
    if (this.typing.isConnected) this.chat.append(this.typing);
  }

  update(citizen) {
    this.citizen = citizen;
    clearTimeout(this.typingTimer);
    const types = citizen.typing_for > 0;
    this.under.textContent = types ? "sedang mengetik…" : this.idle;
    if (!types) return this.typing.remove();
    if (!this.typing.isConnected) { this.chat.append(this.typing); this.scrollToEnd(); }
    this.typingTimer = setTimeout(() => this.update({ ...citizen, typing_for: 0 }), citizen.typing_for * 1000);
  }

  markRead() {
    if (this.onScreen && this.unread && !this.reading) {
      this.reading = true;
      post(`/api/citizens/${this.number}/read`, {}).finally(() => { this.reading = false; });
    }
  }

  scrollToEnd() { this.chat.scrollTop = this.chat.scrollHeight; }

  openMessageMenu(message) {
    const items = [["Balas", "", () => this.composer.answer(message, summary(message))]];
    if (message.citizen_reaction) items.push(["Cabut reaksi", "", () => this.send({ reaction: { message_id: message.id, emoji: "" } })]);
    if (message.side === "citizen") {
      if (message.type === "text") items.push(["Edit", "", () => questionSheet(this.root, "Edit pesan",
        { label: "Pesan", value: message.edited || message.text }, (text) => text && this.send({ edit: { message_id: message.id, text } }))]);
      items.push(["Hapus untuk semua orang", "", () => this.send({ delete: message.id })]);
    }
    menuSheet(this.root, "Pesan", items, (emoji) => this.send({ reaction: { message_id: message.id, emoji } }));
  }

  openPhoneMenu() {
    const hidden = this.citizen.hidden;
    menuSheet(this.root, `Telepon ${this.citizen.name}`, [
      [hidden ? "Perlihatkan nomor kepada kantor" : "Sembunyikan nomor dari kantor", "Kantor lalu hanya mengenal nama pengguna.", () => this.hide(!hidden)],
      ["Ganti nomor telepon", "Kantor menerima kabar pergantian nomor.", () => questionSheet(this.root, "Ganti nomor",
        { label: "Nomor baru", value: String(BigInt(this.number) + 1n), note: "Nomor rekaan: 62800 dan 6 sampai 10 angka." },
        (number) => this.send({ new_number: number }))],
      ["Lewatkan 24 jam", "Jendela layanan tertutup: kantor hanya boleh mengirim templat.", () => post("/knobs", { window_closed: [this.number] })],
    ]);
  }

  async hide(wanted) {
    const knobs = await fetch("/knobs").then((answer) => answer.json());
    const others = knobs.hide_phone.filter((number) => number !== this.number);
    return post("/knobs", { hide_phone: wanted ? [...others, this.number] : others });
  }
}
