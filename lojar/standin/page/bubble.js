// One message, drawn as WhatsApp draws it.
import { formatted } from "./format.js";
import { clock, icon, make, size } from "./make.js";

const TICKS = {
  waiting: ["waiting", "", "Terkirim"],
  delivered: ["ticks", "", "Sampai di kantor"],
  read: ["ticks", "read", "Dibaca kantor"],
};

export function bubble(message, phone) {
  const item = make("div", { class: `bubble ${message.side}`, "data-id": message.id });
  item.append(make("span", { class: "sr" }, message.side === "office" ? `${phone.officeName}: ` : "Anda: "));
  if (message.deleted) {
    item.classList.add("gone");
    item.append(make("p", {}, "Anda menghapus pesan ini"), meta(message));
    return item;
  }
  item.append(quote(message, phone), ...(CONTENT[message.type] || words)(message, phone));
  // Inside the last paragraph the time may stand on its last line, as on a real phone.
  (item.lastElementChild?.tagName === "P" ? item.lastElementChild : item).append(meta(message));
  if (item.querySelector(".picture")) item.classList.add("wide");
  if (message.type === "sticker") item.classList.add("sticker-only");
  item.append(choices(message, phone), reactions(message, item));
  item.append(make("button", {
    class: "act", type: "button", "aria-label": "Menu pesan", onclick: () => phone.openMessageMenu(message),
  }, icon("down")));
  return item;
}

export function summary(message) {
  if (!message) return "Pesan";
  if (message.media && !message.text) return message.type === "document" ? message.media.filename : SHORT[message.type] || "Berkas";
  return message.edited || message.text || SHORT[message.type] || "Pesan";
}

const SHORT = {
  image: "Foto", video: "Video", audio: "Pesan suara", document: "Dokumen", sticker: "Stiker", location: "Lokasi", contacts: "Kontak",
};

function quote(message, phone) {
  if (!message.reply_to) return "";
  const original = phone.message(message.reply_to);
  if (!original || message.picked !== undefined && original.n === message.n - 1) return "";
  return make("span", { class: "quoted" }, `${original.side === "office" ? phone.officeName : "Anda"}: ${summary(original).slice(0, 120)}`);
}

function words(message) {
  const parts = [];
  if (message.header) parts.push(make("p", { class: "header" }, message.header));
  const text = message.edited || message.text;
  if (text) parts.push(make("p", {}, formatted(text)));
  if (message.description) parts.push(make("span", { class: "picked-from" }, message.description));
  if (message.footer) parts.push(make("p", { class: "footer" }, message.footer));
  return parts;
}

function withMedium(message, phone) {
  return [...medium(message, message.media_kind || message.type, phone), ...words(message)];
}

function medium(message, kind, phone) {
  const media = message.media;
  if (!media) return kind === "text" || kind === "interactive" || kind === "template" ? [] : [odd("Berkas tidak dapat dibuka")];
  if (kind === "image") return [picture(media, message, phone)];
  if (kind === "audio") return [make("audio", { controls: true, preload: "metadata", src: media.url, "aria-label": "Pesan suara" })];
  if (kind === "sticker") return [make("img", { src: media.url, alt: "Stiker wajah tersenyum" })];
  return [make("a", { class: "file", href: media.url, download: media.filename }, icon("document"),
    make("span", {}, media.filename, make("small", {}, `${size(media.size)} · ${ending(media)}`)), icon("fetch", "Unduh"))];
}

function picture(media, message, phone) {
  const alt = message.text ? `Foto: ${message.text.slice(0, 80)}` : "Foto";
  return make("button", { class: "picture", type: "button", "aria-label": `${alt}. Perbesar`, onclick: () => phone.view(media.url, alt) },
    make("img", { src: media.url, alt: "", loading: "lazy" }));
}

function ending(media) {
  const dot = media.filename.lastIndexOf(".");
  return (dot > 0 ? media.filename.slice(dot + 1) : media.mime.split("/")[1] || "berkas").slice(0, 5).toUpperCase();
}

function odd(text) {
  return make("p", { class: "odd" }, text);
}

const CONTENT = {
  image: withMedium, video: withMedium, document: withMedium, audio: withMedium, sticker: withMedium,
  interactive: withMedium, template: withMedium,
  location: (message) => [make("p", {}, "📍 ", message.text), message.address ? make("span", { class: "picked-from" }, message.address) : ""],
  contacts: (message) => [make("p", {}, "👤 ", message.text)],
  unsupported: () => [make("p", {}, "📊 Jajak pendapat: Kapan kantor buka?")],
  raw: (message) => [odd(`Pesan mentah: ${message.detail?.kind || "?"}`)],
};

function meta(message) {
  const line = make("span", { class: "meta" });
  if (message.edited) line.append("diedit ");
  line.append(clock(message.at));
  if (message.side === "citizen" && !message.deleted) {
    const [name, style, label] = TICKS[message.status] || TICKS.waiting;
    const tick = icon(name, label);
    if (style) tick.classList.add(style);
    line.append(tick);
  }
  return line;
}

function choices(message, phone) {
  const all = [];
  for (const button of message.buttons) {
    all.push(make("button", { type: "button", onclick: () => phone.choose(message, button.id) }, icon("reply"), button.title));
  }
  if (message.list_button) {
    all.push(make("button", { type: "button", "aria-haspopup": "dialog", onclick: () => phone.openList(message) }, icon("list"), message.list_button));
  }
  for (const link of message.links || []) {
    all.push(make("a", { href: safe(link.url), target: "_blank", rel: "noopener noreferrer" }, icon("open"), link.title));
  }
  if (message.asks_location) all.push(make("button", { type: "button", onclick: () => phone.send({ location: true }) }, icon("place"), "Kirim lokasi"));
  if (message.asks_contact) all.push(make("button", { type: "button", onclick: () => phone.shareOwnNumber() }, icon("contact"), "Bagikan nomor saya"));
  return all.length && message.side === "office" ? make("div", { class: "choices" }, ...all) : "";
}

function safe(url) {
  return /^(https?|tel):/i.test(url) ? url : "about:blank";
}

function reactions(message, item) {
  const given = [message.citizen_reaction, message.office_reaction].filter(Boolean);
  if (!given.length) return "";
  item.classList.add("reacted");
  return make("span", { class: "reactions", role: "img", "aria-label": `Reaksi ${given.join(" ")}` }, given.join(" "));
}
